"""The viewer's TypeScript types, written from the structs of `show.payload` and `findings_payload`: one schema for both
sides.

`python -m headscope.show.schema` writes `viewer/src/data/types.ts`.
"""

from __future__ import annotations

import inspect
import json
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec

from headscope.show import findings_payload, payload

TYPES = Path("viewer/src/data/types.ts")
_HEAD = "// Written by src/headscope/show/schema.py; do not edit."
_PLAIN = {str: "string", int: "number", float: "number", bool: "boolean", type(None): "null", msgspec.Raw: "unknown"}


def typescript() -> str:
    """All types of the schema, in the order of the structs.

    >>> "export interface Edge" in typescript(), "export type Edge = readonly [query: number, " in typescript()
    (False, True)
    """
    return "\n\n".join([_HEAD, *map(_declaration, _structs())]) + "\n"


def _structs() -> Iterator[type[msgspec.Struct]]:
    for module in (payload, findings_payload):
        for one in vars(module).values():
            if isinstance(one, type) and issubclass(one, msgspec.Struct) and one.__module__ == module.__name__:
                yield one


def _declaration(struct: type[msgspec.Struct]) -> str:
    hints = get_type_hints(struct)
    fields = [(name, _type(hints[name])) for name in struct.__struct_fields__]
    comment = f"/** {' '.join((inspect.getdoc(struct) or '').split())} */"
    config = struct.__struct_config__
    if config.array_like:
        members = ", ".join(f"{name}: {told}" for name, told in fields)
        return f"{comment}\nexport type {struct.__name__} = readonly [{members}];"
    if config.tag is not None:
        fields.insert(0, (str(config.tag_field), json.dumps(config.tag)))
    lines = [f"  readonly {name}: {told};" for name, told in fields]
    return "\n".join([comment, f"export interface {struct.__name__} {{", *lines, "}"])


def _type(hint: Any) -> str:
    """A type as TypeScript writes it.

    >>> _type(tuple[str, ...]), _type(tuple[int, float]), _type(dict[str, int | None])
    ('readonly string[]', 'readonly [number, number]', 'Readonly<Record<string, number | null>>')
    """
    if hint in _PLAIN:
        return _PLAIN[hint]
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return hint.__name__
    origin, parts = get_origin(hint), get_args(hint)
    if origin is Literal:
        return " | ".join(json.dumps(part) for part in parts)
    if origin in {Union, types.UnionType}:
        return " | ".join(map(_type, parts))
    if origin is dict:
        return f"Readonly<Record<string, {_type(parts[1])}>>"
    if origin is tuple and parts[-1] is Ellipsis:
        inner = _type(parts[0])
        return f"readonly ({inner})[]" if " " in inner else f"readonly {inner}[]"
    if origin is tuple:
        return f"readonly [{', '.join(map(_type, parts))}]"
    raise TypeError(f"no TypeScript for {hint}")


if __name__ == "__main__":
    TYPES.write_text(typescript(), "utf-8")
