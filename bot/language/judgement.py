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
        [0.2319, 0.3436, -0.5754],
        [-0.2195, 1.5999, -1.3805],
        [0.2552, -0.3019, 0.0466],
        [-0.9328, -0.3350, 1.2678],
        [1.3540, -0.4639, -0.8901],
        [-0.0846, -0.1942, 0.2789],
        [-0.2412, -0.1241, 0.3653],
        [-0.0453, 0.0335, 0.0118],
        [-0.8852, 1.2334, -0.3482],
        [-1.1754, 1.9814, -0.8060],
        [0.6834, -0.8530, 0.1696],
        [-1.4652, 1.4917, -0.0265],
        [-0.1856, -1.5247, 1.7103],
    ],
    dtype=np.float32,
)
