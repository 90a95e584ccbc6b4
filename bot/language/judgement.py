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
        [0.1309, 0.2242, -0.3551],
        [-0.1341, 0.9832, -0.8491],
        [0.0737, -0.1037, 0.0299],
        [-0.5445, -0.1939, 0.7385],
        [0.9230, -0.2281, -0.6948],
        [-0.1233, -0.0908, 0.2141],
        [-0.2002, -0.0731, 0.2732],
        [-0.1865, -0.0767, 0.2632],
        [-0.9933, 1.4627, -0.4694],
        [-1.0089, 1.9495, -0.9406],
        [-0.0815, -0.7944, 0.8759],
        [-1.5392, 1.8987, -0.3595],
        [-0.4709, -1.9646, 2.4356],
    ],
    dtype=np.float32,
)
