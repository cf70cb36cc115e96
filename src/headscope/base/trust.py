"""How far a number can be trusted: a plain one is exact, an estimate comes with its standard error."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number estimated from some of the rows it speaks of.

    Attributes:
        value: the estimate, in the unit of what is estimated.
        standard_error: standard deviation of the estimate over the samples that could have been drawn, as estimated
            from this one.
        rows: query rows that were used.
        degrees: degrees of freedom of the standard error.
        is_share: the value is a mean of numbers from 0 to 1.
    """

    value: float
    standard_error: float
    rows: int
    degrees: float
    is_share: bool = False

    def interval(self, level: float = 0.95) -> tuple[float, float]:
        """Low and high end of the interval that covers the true value in `level` of all samples.

        value -+ t x error; of a share, the same on its logit (Korn and Graubard 1998, Survey Methodology 24), which
        holds for small shares too and stays between 0 and 1. It rests on sums of many rows being nearly normal. What
        happens in fewer than 3 / `rows` of the rows may be missing from the sample altogether; the interval does not
        show it.

        >>> low, high = Estimate(0.5, 0.01, 1000, 500.0).interval()
        >>> round(low, 3), round(high, 3)
        (0.48, 0.52)
        """
        from scipy.special import expit, logit, stdtrit

        if not self.standard_error:
            return self.value, self.value
        reach = float(stdtrit(self.degrees, 0.5 + level / 2)) * self.standard_error
        if not self.is_share or not 0 < self.value < 1:
            return self.value - reach, self.value + reach
        middle, reach = float(logit(self.value)), reach / (self.value * (1 - self.value))
        return float(expit(middle - reach)), float(expit(middle + reach))
