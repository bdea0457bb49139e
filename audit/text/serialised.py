"""JSON as every JSON-based format writes it: readable, exact, and harmless in a log."""

import json
import re
from typing import Any

from .visible import HIDDEN

_RUNNER_COMMAND = re.compile(r"##(?=[\w.]{0,20}\[)")


def as_json(value: Any) -> str:
    """`value` as indented JSON in its own order; hidden characters and CI commands are written as escapes."""
    written = json.dumps(value, ensure_ascii=False, indent=2)
    return _RUNNER_COMMAND.sub(r"#\\u0023", HIDDEN.sub(_escaped, written)) + "\n"


def _escaped(match: re.Match[str]) -> str:
    return json.dumps(match.group())[1:-1]
