"""Synthetic sequence tasks, one a file, each made from a seed."""

from lstm_course.tasks.adding import Adding
from lstm_course.tasks.composition import Composition
from lstm_course.tasks.copying import Copying
from lstm_course.tasks.counting import Counting
from lstm_course.tasks.dyck import Dyck
from lstm_course.tasks.latch import Latch
from lstm_course.tasks.parity import Parity
from lstm_course.tasks.reber import ContinualReber, EmbeddedReber
from lstm_course.tasks.task import Batch, Task
from lstm_course.tasks.temporal_order import TemporalOrder

__all__ = [
    "Adding",
    "Batch",
    "Composition",
    "ContinualReber",
    "Copying",
    "Counting",
    "Dyck",
    "EmbeddedReber",
    "Latch",
    "Parity",
    "Task",
    "TemporalOrder",
]
