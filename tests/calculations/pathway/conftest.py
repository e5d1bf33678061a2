"""Small systems: a project with its inventory given, so that the pathway alone is under test."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent))
