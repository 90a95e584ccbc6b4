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
        [0.0453, 0.2731, -0.3184],
        [-0.1497, 0.8362, -0.6864],
        [0.0134, -0.0197, 0.0063],
        [-0.2837, -0.2516, 0.5353],
        [0.9200, -0.2489, -0.6711],
        [-0.0957, -0.0627, 0.1584],
        [-0.0957, -0.1687, 0.2644],
        [-0.3340, -0.0088, 0.3429],
        [-0.7890, 1.4638, -0.6748],
        [-0.8775, 1.9300, -1.0524],
        [-0.3457, -1.0174, 1.3630],
        [-1.5307, 1.6263, -0.0956],
        [-0.4629, -1.4186, 1.8815],
    ],
    dtype=np.float32,
)
