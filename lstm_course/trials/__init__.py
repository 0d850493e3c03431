"""Many seeds of one experiment, compiled, on every core.

    result = run(
        unroll.LSTM, Adding(time=100), units=16, seeds=10, steps=1_500
    )
    print(result)  # solved by 10 of 10 (95 %: 72 to 100 %)

Each seed is a network of its own: its weights, its batches and its test are
drawn from the seed, it is clipped alone, and it stops when it has solved the
task. On a processor the seeds share the cores, a seed a core; what a seed
does is the same to the last digit whether it runs alone or among others.

Importing this module tells XLA, for the whole process, to run each program on
one core, unless the environment variable XLA_FLAGS says otherwise.
"""

from lstm_course.trials import cores
from lstm_course.trials.network import Network
from lstm_course.trials.result import Share, Survival, Trials
from lstm_course.trials.run import run
from lstm_course.trials.scale import scale

cores.one_a_program()

__all__ = ["Network", "Share", "Survival", "Trials", "run", "scale"]
