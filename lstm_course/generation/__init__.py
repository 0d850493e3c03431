"""Let a character model write: whole texts in one compiled call.

    write = Sampler(model, Alphabet.of(text))
    sample = write(["Once ", "It was "], 200, temperature=0.8, top_p=0.9)
    sample.texts, sample.surprise

Each part can be repeated in another language: `uniform` says where the chance
comes from, `choosing` what is made of it.
"""

from lstm_course.generation.alphabet import Alphabet
from lstm_course.generation.sampler import Sample, Sampler
from lstm_course.generation.stepper import Stepper, of_cells, of_model
from lstm_course.generation.uniform import uniforms

__all__ = [
    "Alphabet",
    "Sample",
    "Sampler",
    "Stepper",
    "of_cells",
    "of_model",
    "uniforms",
]
