"""Fit the judgement between scene, clause and unknown on the development questions.

python -m benchmarks.judgement          # cross-validated figures
python -m benchmarks.judgement --write  # and bot/language/judgement.py
"""

import argparse
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict

from benchmarks.questions import questions
from bot.language import decision
from bot.language.store import language

_SPLITS = (("scenes", "scene"), ("rules", "clause"), ("outside", "unknown"))

_CODE = '''"""How the signs of a question are weighed. Fitted on the development questions; see `decision.judge`.

Written by `python -m benchmarks.judgement --write`.
"""

from typing import Literal

import numpy as np

#: The kinds that are judged, one a column of the weights.
JUDGED: tuple[Literal["scene", "clause", "unknown"], ...] = ("scene", "clause", "unknown")

#: One row a sign, in the order of `decision.signs`.
WEIGHTS = np.array(
    [
{rows}
    ],
    dtype=np.float32,
)
'''


def main() -> None:
    """Fit, print, and write if asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    model = language()
    signs, truth = [], []
    for name, kind in _SPLITS:
        for _, text in questions("dev", name):
            ranked = model.recognise(text)
            signs.append(decision.signs(model.kind(text), ranked, model.find_clauses(text)))
            truth.append(kind)
    features, kinds = np.array(signs), np.array(truth)
    fitted = LogisticRegression(C=1.0, max_iter=5000, fit_intercept=False)
    guessed = cross_val_predict(fitted, features, kinds, cv=5)
    for kind in ("scene", "clause", "unknown"):
        share = {other: int((guessed[kinds == kind] == other).sum()) for other in fitted_kinds(kinds)}
        print(kind, share)
    fitted.fit(features, kinds)
    order = [list(fitted.classes_).index(kind) for kind in ("scene", "clause", "unknown")]
    rows = ["        [" + ", ".join(f"{w:.4f}" for w in row) + "]," for row in fitted.coef_[order].T]
    if options.write:
        path = Path(decision.__file__).with_name("judgement.py")
        path.write_text(_CODE.format(rows="\n".join(rows)), encoding="utf-8")


def fitted_kinds(kinds: np.ndarray) -> list[str]:
    """The kinds there are, sorted."""
    return sorted(set(kinds))


if __name__ == "__main__":
    main()
