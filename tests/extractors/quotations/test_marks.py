"""Which marks open, which close, and which are none: the quoted words stand between ⟦ and ⟧."""

import pytest

from audit.extractors.marks import marked_stretches


def shown(text: str) -> str:
    """The text with the found stretches bracketed."""
    spans, at = [], 0
    for line in text.split("\n"):
        spans.append((at, at + len(line)))
        at += len(line) + 1
    for one in reversed(marked_stretches(text, spans)):
        text = f"{text[: one.start]}⟦{text[one.start : one.end]}⟧{text[one.end :]}"
    return text


@pytest.mark.parametrize(
    "expected",
    [
        pytest.param("He said “⟦no⟧”.", id="curly marks"),
        pytest.param('He said "⟦no⟧".', id="straight marks"),
        pytest.param("Il dit « ⟦oui⟧ ».", id="guillemets keep their spaces outside"),
        pytest.param("Er sagte „⟦ja⟧“.", id="low marks close with a high opening mark"),
        pytest.param("Er sagte »⟦ja⟧«.", id="guillemets reversed"),
        pytest.param("Han sade ”⟦ja⟧”.", id="one mark opens and closes"),
        pytest.param("他说「⟦是⟧」。", id="corner brackets"),
        pytest.param("他读《⟦史记⟧》。", id="a title in angle brackets"),
        pytest.param("She wrote ``⟦yes⟧''.", id="typewriter marks"),
        pytest.param("‘⟦It can’t be,⟧’ he said.", id="an apostrophe inside single marks"),
        pytest.param("‘⟦The workers’ hour,⟧’ he said.", id="a plural's apostrophe inside single marks"),
        pytest.param("The workers’ hour came, and ’tis late.", id="apostrophes only"),
        pytest.param("“⟦He said ‘no’ to me⟧”", id="single marks inside double ones belong to the words"),
        pytest.param("‘⟦He said “no” to me,⟧’ she said.", id="double marks inside single ones too"),
        pytest.param("“⟦He said “no” to me⟧”", id="nested marks of one kind"),
        pytest.param("““⟦Enough⟧””", id="doubled marks are one"),
        pytest.param('A 6\'2" man and a 5" gap', id="feet and inches"),
        pytest.param('The O"Brien file', id="inside a word"),
        pytest.param('<a href="x">“⟦yes⟧”</a>', id="an attribute of markup"),
        pytest.param("“⟦One.\n“Two.⟧” Three.", id="re-opened in the next paragraph"),
        pytest.param("“⟦One.\nTwo.⟧” Three.", id="not re-opened, but closed there"),
        pytest.param("“⟦One.⟧\nTwo.", id="never closed: it ends with its paragraph"),
        pytest.param("“⟦One.⟧\nTwo “⟦three⟧”.", id="never closed, and another one follows"),
        pytest.param("‘⟦One.\n‘Two,⟧’ he said.", id="single marks re-opened"),
        pytest.param("He called it “⟦odd⟧“ today.", id="an opening mark typed for a closing one"),
        pytest.param('“” and " "', id="nothing between"),
        pytest.param("", id="no text"),
    ],
)
def test_the_words_between_marks_are_found(expected: str) -> None:
    text = expected.replace("⟦", "").replace("⟧", "")
    assert shown(text) == expected
