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
        [0.1902, 0.3540, -0.5443],
        [-0.2256, 1.5712, -1.3457],
        [0.2757, -0.2973, 0.0216],
        [-0.9067, -0.3460, 1.2527],
        [1.3443, -0.4171, -0.9272],
        [-0.0847, -0.1724, 0.2571],
        [-0.2790, -0.1510, 0.4300],
        [-0.0632, 0.0456, 0.0176],
        [-0.8693, 1.2116, -0.3423],
        [-1.1822, 1.9883, -0.8061],
        [0.5884, -0.8309, 0.2425],
        [-1.4453, 1.4536, -0.0083],
        [-0.2448, -1.4965, 1.7413],
    ],
    dtype=np.float32,
)
