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
        [0.0412, 0.2876, -0.3288],
        [-0.1211, 0.7997, -0.6786],
        [-0.0170, -0.0269, 0.0439],
        [-0.3093, -0.2512, 0.5605],
        [0.8686, -0.2269, -0.6417],
        [-0.1532, 0.0071, 0.1461],
        [-0.0144, -0.2210, 0.2354],
        [-0.3210, -0.0015, 0.3225],
        [-0.9490, 1.5023, -0.5532],
        [-1.0239, 2.0697, -1.0459],
        [-0.1254, -1.2078, 1.3332],
        [-1.4939, 1.6006, -0.1067],
        [-0.5968, -1.5222, 2.1190],
    ],
    dtype=np.float32,
)
