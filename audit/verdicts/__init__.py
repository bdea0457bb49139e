"""What a difference between a quotation and its source means: one function per verdict, in order."""

from audit.verdicts.evidence import Evidence
from audit.verdicts.rules import judge
from audit.verdicts.settling import JudgedPlace, Settlement, settle
from audit.verdicts.speakers import speakers_agree
from audit.verdicts.surroundings import Surroundings, surroundings
from audit.verdicts.vocabulary import Verdict, level_of, verdicts

__all__ = [
    "Evidence",
    "JudgedPlace",
    "Settlement",
    "Surroundings",
    "Verdict",
    "judge",
    "level_of",
    "settle",
    "speakers_agree",
    "surroundings",
    "verdicts",
]
