"""The chapters and the names of their exercises; nothing heavy is loaded."""

import importlib
import importlib.util
from typing import NamedTuple


class Chapter(NamedTuple):
    """One chapter: `number` is its place, `key` names all of its modules."""

    number: int
    key: str
    title: str
    exercises: tuple[str, ...]


CHAPTERS = (
    Chapter(
        number=0,
        key="start",
        title="Start here",
        exercises=("naive_forecast",),
    ),
    Chapter(
        number=1,
        key="remember",
        title="What does a network remember?",
        exercises=(
            "states_by_hand",
            "rnn_step",
            "rnn_forward",
            "latch_weights",
            "parity_weights",
        ),
    ),
    Chapter(
        number=2,
        key="bptt",
        title="How does a network learn from the past?",
        exercises=(
            "one_step_earlier",
            "three_steps_backward",
            "rnn_step_backward",
            "rnn_backward",
            "name_the_bugs",
            "rnn_backward_truncated",
        ),
    ),
    Chapter(
        number=3,
        key="vanishing",
        title="Why do plain RNNs forget?",
        exercises=(
            "fading_by_hand",
            "gradient_through_time",
            "gradient_norms",
            "growth_rate",
            "read_the_curves",
            "steady_scales",
            "clip_by_norm",
            "capacity_or_gradient",
        ),
    ),
    Chapter(
        number=4,
        key="lstm",
        title="How does an LSTM keep a secret?",
        exercises=(
            "gate_weights",
            "two_gate_cell",
            "half_lives",
            "read_trace",
            "lstm_step",
            "secret_keeper",
            "from_onnx",
        ),
    ),
    Chapter(
        number=5,
        key="gradients",
        title="How do gradients get through the gates?",
        exercises=(
            "gate_shares",
            "direct_path",
            "lstm_step_backward",
            "mended_step",
            "lstm_backward",
            "read_distances",
        ),
    ),
    Chapter(
        number=6,
        key="gru",
        title="Can a cell do with less?",
        exercises=(
            "three_mixes",
            "gru_step",
            "name_the_cells",
            "gru_step_backward",
            "count_weights",
            "counter_weights",
        ),
    ),
    Chapter(
        number=7,
        key="landmarks",
        title="Do the claims of 1997 hold?",
        exercises=(
            "what_runs_show",
            "temporal_order",
            "kept_over_the_lag",
            "chrono_bias",
            "where_it_fails",
        ),
    ),
    Chapter(
        number=8,
        key="forgetting",
        title="Why must an LSTM learn to forget?",
        exercises=(
            "forget_step",
            "constant_gate",
            "legal_next",
            "read_stream",
            "name_the_traps",
        ),
    ),
    Chapter(
        number=9,
        key="counting",
        title="Can it count? Can it track a state?",
        exercises=(
            "acceptor_weights",
            "reach",
            "far_split",
            "states_needed",
        ),
    ),
    Chapter(
        number=10,
        key="surprises",
        title="What does Keras do behind your back?",
        exercises=(
            "pad_and_mask",
            "choose_returns",
            "both_ways",
            "in_chunks",
            "mended_reader",
            "never_dropped",
        ),
    ),
    Chapter(
        number=11,
        key="speed",
        title="Where does the time go?",
        exercises=(
            "fair_race",
            "fused_step",
            "hoisted_layer",
            "compiled_once",
            "flops_by_hand",
            "which_roof",
        ),
    ),
    Chapter(
        number=12,
        key="forecast",
        title="Can an LSTM forecast – and how would you know?",
        exercises=(
            "clean_windows",
            "rolling_origins",
            "scores_by_hand",
            "pinball_loss",
            "interval",
        ),
    ),
    Chapter(
        number=13,
        key="classify",
        title="What is this sequence?",
        exercises=(
            "masked_mean",
            "readouts_by_hand",
            "subject_fold",
            "clean_parts",
        ),
    ),
    Chapter(
        number=14,
        key="write",
        title="Can it write?",
        exercises=(
            "bits_per_character",
            "continued_windows",
            "choose",
            "read_surprise",
        ),
    ),
    Chapter(
        number=15,
        key="leave",
        title="How does it leave the notebook?",
        exercises=(
            "flat_step",
            "same_model",
            "what_becomes",
            "to_onnx",
        ),
    ),
)


def names():
    """Return the names of all exercises, in the order of the course."""
    return [name for chapter in CHAPTERS for name in chapter.exercises]


def chapter(key):
    """Return the chapter with this key, or None."""
    return next((found for found in CHAPTERS if found.key == key), None)


def chapter_of(name):
    """Return the chapter of the exercise `name`, or None."""
    return next((found for found in CHAPTERS if name in found.exercises), None)


def load(name):
    """Return the exercise `name`; its chapter's module is imported first.

    Raises KeyError when the course has no such exercise.
    """
    found = chapter_of(name)
    if found is None:
        raise KeyError(name)
    module = importlib.import_module(f"{__package__}.exercises.{found.key}")
    for exercise in module.EXERCISES:
        if exercise.name == name:
            return exercise
    raise KeyError(name)


def questions(key):
    """Return the module of a chapter's questions, or None without one."""
    module = f"{__package__}.questions.{key}"
    if importlib.util.find_spec(module) is None:
        return None
    return importlib.import_module(module)


def predictions(key):
    """Return the predictions of a chapter, a tuple."""
    return getattr(questions(key), "PREDICTIONS", ())


def recall(key):
    """Return what later chapters ask about this one, a tuple."""
    return getattr(questions(key), "RECALL", ())


def quiz(key):
    """Return the questions that a chapter asks of itself, a tuple."""
    return getattr(questions(key), "QUIZ", ())
