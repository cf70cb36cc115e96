"""Every error headscope raises, as one tree.

```
HeadscopeError
├── BadInput (ValueError)            something the user gave cannot be right
│   ├── BadHeadId                    a head id that does not parse or is not in the run
│   ├── BadText                      empty, too long, or not readable by the tokenizer
│   ├── BadMatrix                    weights that are no attention matrix
│   ├── BadTreebank                  a treebank that is no CoNLL-U, or a sentence that is no tree
│   └── BadOption                    an option or a file that does not fit
├── CannotObserve (RuntimeError)     the model cannot be observed faithfully
├── ModelNotFound (OSError)          no such model, or a folder without safe weights
├── RunNotFound (OSError)            no run lies there
├── FontMissing (OSError)            no font of this machine has some character of a figure
├── DiskFull (OSError)               no room for what is to be written; nothing half-written is left
├── BrokenRun (ValueError)           a run that is half-written, truncated or of another format
├── NotKept (LookupError)            the run does not hold what the question needs
└── ExtraMissing (ModuleNotFoundError)  a part of headscope that is not installed
```

A message reads `<what> <is wrong>: got <value>, expected <value>. <How to fix.>`; its text lies in
`base/locales/<language>/errors.json` under the error's key, in English and Chinese.
"""

from __future__ import annotations


class HeadscopeError(Exception):
    """An error with a message in every language: a catalogue key and the values that fill it.

    >>> from headscope.errors import BadHeadId
    >>> error = BadHeadId("head_id_syntax", value="five")
    >>> str(error)
    "Head id is not readable: got 'five', expected a form like L5.H3, E5.H3, X5.H3, L0-3.H7 or L5.*. ..."
    """

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values

    def text(self, language: str = "en") -> str:
        """The message in one language (`en`, `zh`); an error among its values is said in the same language."""
        from headscope.base.messages import say

        values = {
            name: value.text(language) if isinstance(value, HeadscopeError) else value
            for name, value in self.values.items()
        }
        return say(f"errors.{self.key}", language, **values)

    def __str__(self) -> str:
        return self.text()


class BadInput(HeadscopeError, ValueError):
    """Something the user gave cannot be right."""


class BadHeadId(BadInput):
    """A head id that does not parse, or a head the run does not have."""


class BadText(BadInput):
    """A text that is empty, longer than the model reads, or unknown to its tokenizer."""


class BadMatrix(BadInput):
    """Weights that are no attention matrix."""


class BadTreebank(BadInput):
    """A treebank that is no CoNLL-U, or a sentence that is no tree."""


class BadOption(BadInput):
    """An option or a file that does not fit."""


class CannotObserve(HeadscopeError, RuntimeError):
    """The model cannot be observed faithfully; the message names modules and the measured difference."""


class ModelNotFound(HeadscopeError, OSError):
    """No such model, or a folder without weights that can be loaded safely."""


class RunNotFound(HeadscopeError, OSError):
    """No run lies there."""


class FontMissing(HeadscopeError, OSError):
    """No font of this machine has some character of a figure."""


class DiskFull(HeadscopeError, OSError):
    """No room for what is to be written; `errno` is the system's."""


class BrokenRun(HeadscopeError, ValueError):
    """A run that is half-written, truncated, or of another format."""


class NotKept(HeadscopeError, LookupError):
    """The run does not hold what the question needs."""


class ExtraMissing(HeadscopeError, ModuleNotFoundError):
    """A part of headscope that is not installed; the message names the extra that brings it."""
