"""`python -m generator` is `powerlist`."""

import sys

from generator.cli import main

sys.exit(main())
