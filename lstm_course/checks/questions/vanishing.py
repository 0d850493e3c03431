"""Predictions in, and recall about, "Why do plain RNNs forget?"."""

from lstm_course.checks.question import Choice, Prediction, Question

PREDICTIONS = (
    Prediction(
        id="vanishing/nudge",
        question=(
            "Over 30 steps of noise the product of the factors is smaller "
            "than a millionth. You set h0 to 0.1 instead of 0 and run the "
            "network forward on the same inputs. After 30 steps, the state "
            "is …"
        ),
        choices=(
            Choice(
                "about 0.1 away from what it would have been",
                "only the way back loses something",
                "You expected the way forward to be free and only the "
                "gradient to pay. But the product *is* the answer to the "
                "question how much a change at the start moves the end.",
            ),
            Choice(
                "far away: small changes grow",
                "every network is chaotic",
                "Some networks do that, and you will meet one. Here every "
                "factor is below 1, and a product of such factors shrinks.",
            ),
            Choice(
                "the same, to six digits",
                "",
                "Right. What the gradient says about the way back holds for "
                "the way forward.",
            ),
        ),
    ),
    Prediction(
        id="vanishing/latch",
        question=(
            "Three units hold a bit: u = 1.5, u = 3 and u = 6. In which of "
            "them does most of the gradient come back through 20 steps of "
            "holding?"
        ),
        choices=(
            Choice(
                "u = 6: the factor is u (1 − h²), so a larger u helps",
                "a large weight keeps the gradient alive",
                "You let u grow and left h where it was. With u = 6 the "
                "state rests at 0.99999, where the tanh is flat.",
            ),
            Choice(
                "equal: all of them hold the bit for ever",
                "what is remembered can be learned",
                "You took holding and learning for one thing. The state "
                "stays because changes to it die out, and the gradient is "
                "about changes.",
            ),
            Choice(
                "u = 1.5, the one that holds worst",
                "",
                "Right, and the reason is worth a minute's thought: what "
                "makes a state fall back to rest is a factor below 1.",
            ),
        ),
    ),
    Prediction(
        id="vanishing/norm",
        question=(
            "U can stretch a vector by up to 1.8 or so, its spectral norm, "
            "and in the long run by 1.0, its spectral radius. With noise as "
            "input, how long is the gradient 50 steps back?"
        ),
        choices=(
            Choice(
                "enormous, towards 1.8 to the power of 50",
                "the norm is what happens",
                "You took the norm at its word. It is the most that one "
                "step can do, for the one direction that suits it best. The "
                "next step finds another direction.",
            ),
            Choice(
                "about as long as at the start",
                "the spectral radius decides",
                "That is what U would do alone. Every step also passes 32 "
                "slopes of the tanh, and with noise they are well below 1.",
            ),
            Choice(
                "shorter than a millionth",
                "",
                "Right. The slopes of the tanh take their share at every "
                "step.",
            ),
        ),
    ),
    Prediction(
        id="vanishing/clip",
        question=(
            "A gradient of (30, 0.4) is too long, and the limit is 1. You "
            "can cut each entry down to 1, or shorten the whole to length "
            "1. What is the difference?"
        ),
        choices=(
            Choice(
                "none that matters: both make it short",
                "only the length counts",
                "Their lengths are nearly the same. But the ratio of the "
                "two entries was 75 to 1, and only one of the two ways "
                "keeps it.",
            ),
            Choice(
                "cutting the entries changes the direction, shortening does "
                "not",
                "",
                "Right: one bends the gradient, the other does not.",
            ),
            Choice(
                "shortening changes the direction, cutting the entries does "
                "not",
                "dividing mixes the entries",
                "Dividing all entries by one number leaves their ratio as "
                "it was. Cutting touches only the large ones.",
            ),
        ),
    ),
    Prediction(
        id="vanishing/adding",
        question=(
            "The same 16 units and the same training, with streams of 10, "
            "20, 50 and 100 steps. What will the error do?"
        ),
        choices=(
            Choice(
                "grow evenly with T",
                "difficulty grows in proportion",
                "You expected a network that does half the work to get half "
                "the result. A gradient that shrinks by a factor per step "
                "makes a cliff, not a slope.",
            ),
            Choice(
                "stay at 1/6 for every T",
                "sixteen units are too few",
                "That is your friend's forecast. Look at T = 10.",
            ),
            Choice(
                "fall near 0 for short streams, stay at 1/6 for long ones",
                "",
                "Right. Between 20 and 50 steps something gives way.",
            ),
            Choice(
                "fall near 0 for all, later for long ones",
                "enough training always gets there",
                "In these 1,200 updates it does not: at T = 100 the error "
                "does not move at all. What would have to arrive for it to "
                "move?",
            ),
        ),
    ),
)

RECALL = (
    Question(
        id="vanishing/product",
        question=(
            "One unit, h = tanh(w x + u h_prev). What multiplies the "
            "gradient on its way one step back?"
        ),
        choices=(
            Choice("u (1 − h²)", "", "Yes: the weight and the slope."),
            Choice(
                "u",
                "tanh left out",
                "The gradient passes the tanh as well, with its slope.",
            ),
            Choice(
                "w (1 − h²)",
                "the way through the input",
                "w leads to the input. To the state before leads u.",
            ),
        ),
    ),
    Question(
        id="vanishing/latch-gradient",
        question=(
            "A latch holds its bit through strong noise. What gradient "
            "comes back through it?"
        ),
        choices=(
            Choice(
                "next to none: the stronger it holds, the less",
                "",
                "Yes. A state that falls back to rest forgets every nudge.",
            ),
            Choice(
                "all of it, since nothing is lost",
                "what is remembered can be learned",
                "The bit is kept, changes of it are not, and the gradient "
                "is about changes.",
            ),
            Choice(
                "it explodes, since u is above 1",
                "tanh left out",
                "u is above 1, but at rest the slope of the tanh is so "
                "small that the product is below 1.",
            ),
        ),
    ),
    Question(
        id="vanishing/bound",
        question=(
            "The spectral norm of U is 1.8. What follows for the gradient "
            "of a tanh network?"
        ),
        choices=(
            Choice(
                "nothing yet: the norm is only a bound",
                "",
                "Yes. Below 1 it must vanish; above 1 it may do anything.",
            ),
            Choice(
                "it explodes",
                "the norm is what happens",
                "It may, but with inputs it vanished all the same.",
            ),
            Choice(
                "it grows by 1.8 at every step",
                "the norm is what happens",
                "1.8 is the most a step can do to one special direction.",
            ),
        ),
    ),
    Question(
        id="vanishing/clipping",
        question="What does clipping by the global norm do?",
        choices=(
            Choice(
                "it shortens long gradients and keeps their direction",
                "",
                "Yes, and it leaves short ones alone.",
            ),
            Choice(
                "it lengthens gradients that have vanished",
                "clipping works both ways",
                "It never makes a gradient longer.",
            ),
            Choice(
                "it cuts every entry to the limit",
                "clipping by element",
                "That is another method, and it bends the gradient.",
            ),
        ),
    ),
)
