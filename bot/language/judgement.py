"""How the signs of a question are weighed. Fitted on the development questions; see `decision.judge`.

Written by `python -m benchmarks.judgement --write`.
"""

from typing import Literal

import numpy as np

#: The kinds that are judged, one a column of the weights.
JUDGED: tuple[Literal["scene", "clause", "unknown"], ...] = ("scene", "clause", "unknown")

#: One row a sign, in the order of `decision.signs`.
WEIGHTS = np.array(
    [
        [0.2200, 0.3415, -0.5614],
        [-0.2187, 1.5800, -1.3613],
        [0.2543, -0.3031, 0.0488],
        [-0.9267, -0.3263, 1.2531],
        [1.3545, -0.4632, -0.8913],
        [-0.0892, -0.1869, 0.2761],
        [-0.2377, -0.1246, 0.3623],
        [-0.0447, 0.0311, 0.0135],
        [-0.8862, 1.2300, -0.3438],
        [-1.1834, 1.9793, -0.7960],
        [0.6736, -0.8546, 0.1810],
        [-1.4651, 1.4861, -0.0210],
        [-0.1910, -1.5289, 1.7199],
    ],
    dtype=np.float32,
)
