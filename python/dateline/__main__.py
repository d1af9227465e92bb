"""`python -m dateline` is the command line."""

import sys

from dateline.cli import main

sys.exit(main())
