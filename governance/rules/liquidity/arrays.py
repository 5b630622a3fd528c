"""Arrays of whole cents and of shares: numpy, for the one subject that needs as many sums (decision 12).

The shell keeps numpy and pandas from being loaded, since most of what it does needs neither: a forecast lets them in,
for Arrow wants the one where it finds the other.
"""

import sys

for name in ("numpy", "pandas"):
    if sys.modules.get(name, sys) is None:
        del sys.modules[name]

import numpy as np  # noqa: E402
import numpy.typing as npt  # noqa: E402

Whole = npt.NDArray[np.int64]
Share = npt.NDArray[np.float64]

__all__ = ["Share", "Whole", "np"]
