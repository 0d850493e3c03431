"""Predictions in, and recall about, "Can it write?"."""

from lstm_course.checks.question import Choice, Prediction, Question

PREDICTIONS = (
    Prediction(
        id="write/longer-context",
        question=(
            "This table looks at one character before, then at two, at "
            "three, up to seven. What happens to its bits per character on "
            "text it has not seen?"
        ),
        choices=(
            Choice(
                "they fall with every character more",
                "more context is more knowledge",
                "On the text that was counted they would. In a new text, "
                "the table falls back on shorter contexts where it has never "
                "seen the long one. Where it has seen it a few times, it "
                "believes its few sightings.",
            ),
            Choice(
                "they fall, and then they rise again",
                "",
                "Right, with this table. Long contexts say more and are seen "
                "less often; somewhere the second outweighs the first.",
            ),
            Choice(
                "they stay as they are after the second",
                "letters depend on their neighbours only",
                'After "th" an e is likely, after "Elizabeth" it is '
                "not. The third and the fourth character tell a lot.",
            ),
        ),
    ),
    Prediction(
        id="write/carry",
        question=(
            "Two networks learn from windows of 8 characters. One carries "
            "its state from window to window, the other starts each from "
            "zero. Then both read thousands of characters in one go. The "
            "one that was always reset …"
        ),
        choices=(
            Choice(
                "does much worse: it has never seen a text longer than 8",
                "a network can do no more than it was trained for",
                "It had to learn what to do from any state that eight "
                "characters can lead to, and the ninth finds a state like "
                "those.",
            ),
            Choice(
                "does about as well",
                "",
                "Right, at this size. It is the *other* one that pays, when "
                "both are reset every 8 characters.",
            ),
            Choice(
                "does much better: its states were always fresh",
                "carrying spoils the training",
                "A state that comes from a slightly older network is not "
                "quite what this one would have made. At a window's length "
                "the difference is small.",
            ),
        ),
    ),
    Prediction(
        id="write/likeliest",
        question=(
            "At temperature 0 the model always writes the character that it "
            "thinks most likely. The text will be …"
        ),
        choices=(
            Choice(
                "the best that it can write",
                "the likeliest text is the best text",
                "Each character is the likeliest after those before it. The "
                "text as a whole is then one that no author writes: where "
                "does always taking the safest word lead?",
            ),
            Choice(
                "a passage of the novel, word for word",
                "it has stored the text",
                "On what it has read it still pays 1.27 bits a character; one "
                "who had stored it would pay almost nothing.",
            ),
            Choice(
                "the same few words again and again",
                "",
                "Right. Once a phrase leads back to itself, nothing leads "
                "out of it.",
            ),
        ),
    ),
    Prediction(
        id="write/dropout",
        question=(
            "16,000 characters are few enough to learn by heart. With "
            "dropout, what will be better than without?"
        ),
        choices=(
            Choice(
                "the score on the text it was trained on",
                "dropout makes training better",
                "There it is worse: what was learned by heart is what "
                "dropout disturbs.",
            ),
            Choice(
                "the score on text it has not seen, late in the training",
                "",
                "Right. How much is left of that when the training without "
                "dropout is stopped in time, is another question.",
            ),
            Choice(
                "both",
                "better is better everywhere",
                "Dropout takes something away from one to give it to the "
                "other.",
            ),
        ),
    ),
    Prediction(
        id="write/letters",
        question=(
            "The same Korean text, once in syllables (380 kinds), once in "
            "letters (75 kinds). The network on letters needs far fewer "
            "bits per character. So it is the better model?"
        ),
        choices=(
            Choice(
                "yes: fewer bits per character is what better means",
                "bits per character can always be compared",
                "Only if a character is the same thing for both. A syllable "
                "is two letters or three.",
            ),
            Choice(
                "no: per syllable it needs more",
                "",
                "Right, at this budget. What can be compared is what the "
                "whole text costs.",
            ),
            Choice(
                "nobody can tell: the alphabets differ",
                "different units cannot be compared",
                "The text is the same. How many bits does it take to tell "
                "all of it?",
            ),
        ),
    ),
)

RECALL = (
    Question(
        id="write/recall-bits",
        question=(
            "A model's loss is 1.39 nats per character. It is as unsure as "
            "someone who guesses among …"
        ),
        choices=(
            Choice(
                "1.39 characters",
                "the loss is a number of choices",
                "The loss is the logarithm of that number.",
            ),
            Choice("4 characters", "", "Right: 1.39 nats are 2 bits."),
            Choice(
                "2 characters",
                "bits are choices",
                "2 bits are two choices between two: four characters.",
            ),
        ),
    ),
    Question(
        id="write/recall-rows",
        question=(
            "The state is carried from batch to batch. Which part of the "
            "text must row 3 of the next batch hold?"
        ),
        choices=(
            Choice(
                "what follows row 2 of this batch",
                "the text runs down the rows",
                "Then row 3 would go on from the state of another place.",
            ),
            Choice(
                "any: the rows are independent",
                "the order of windows does not matter",
                "They are independent of each other. But each goes on from "
                "its own state.",
            ),
            Choice(
                "what follows row 3 of this batch",
                "",
                "Right: a state stays in its row.",
            ),
        ),
    ),
    Question(
        id="write/recall-nucleus",
        question=(
            "Five characters have the probabilities 0.5, 0.3, 0.1, 0.06 and "
            "0.04. How many does top_p = 0.85 keep?"
        ),
        choices=(
            Choice(
                "two: with the third it would be more than 0.85",
                "the sum must stay below top_p",
                "0.8 is less than 0.85, so the next one still comes in.",
            ),
            Choice(
                "three",
                "",
                "Right: those before the third have 0.8 together, those "
                "before the fourth 0.9.",
            ),
            Choice(
                "none: no probability reaches 0.85",
                "top_p is a threshold for one character",
                "It is the sum, from the likeliest down, that counts.",
            ),
        ),
    ),
)
