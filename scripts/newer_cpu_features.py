"""Print the vector features that NumPy picks at run time on this processor.

In NPY_DISABLE_CPU_FEATURES they make NumPy compute as on its oldest processor.
"""

from numpy._core._multiarray_umath import __cpu_dispatch__, __cpu_features__

print(" ".join(name for name in __cpu_dispatch__ if __cpu_features__[name]))
