"""The self-check as a command."""

from __future__ import annotations

from headscope.base.messages import say
from headscope.capture.plan import Plan
from headscope.cli import options
from headscope.cli.output import console, note, write_json
from headscope.cli.reports import absent_json

DOCTOR_TEXTS = (
    "The old lighthouse keeper, who had never learned to swim, counted the boats twice before the storm came in.",
    "守灯塔的老人从没学过游泳，所以在暴风雨到来之前，他总要把船数上两遍。",
    "The cat sits on the mat.",
)


def doctor(
    model: options.Model,
    lang: options.Lang = options.Language.en,
    json: options.Json = False,
    dtype: options.DtypeOption = options.Dtype.float32,
    allow_pickle: options.AllowPickle = False,
    debug: options.Debug = False,
) -> None:
    """Check on a sentence that what headscope computes is what the model computes."""
    from headscope.capture.doctor import examine

    found = examine(model, DOCTOR_TEXTS, Plan(dtype=dtype, allow_pickle=allow_pickle))
    faith = found.faith
    if json:
        layers = [
            {"module": one.module, "kind": one.kind, "route": one.route, "max_abs_diff": one.max_abs_diff}
            | {"site": one.site, "kernel_diff": one.full_length_diff, "sum_law_diff": one.sum_law_diff}
            for one in (faith.layers if faith else ())
        ]
        absent = () if found.run is None else found.run.manifest.absent
        write_json(
            {
                "passed": found.passed,
                "layers": layers,
                "absent": absent_json(absent),
                "uncovered": list(found.uncovered),
            }
        )
    elif found.run is not None and faith is not None:
        from headscope.show.site_kinds import kinds_of_site
        from headscope.show.tables import doctor_table

        console().print(doctor_table(faith, lang))
        for line in kinds_of_site(found.run, lang):
            console().print(line, markup=False)
        largest = max(faith.max_abs_diff or 0.0, faith.full_length_diff)
        note(say("cli.doctor_passed", lang, model=model, layers=len(faith.layers), value=f"{largest:.1e}"))
    if found.error is not None:
        raise found.error
