"""Choose a symbol by its logits, in whole numbers, so that nothing rounds.

The rule, which another language can follow to the letter. N symbols have the
numbers 0 to N - 1; s is the largest power of two for which N * s is at most
2**29, and u is a uniform number of 24 bits.

1. The weight of symbol k, a whole number from 0 to s, is
   w[k] = floor(s * exp((z[k] - max z) / temperature)), reckoned in float32.
2. With top_p < 1, walk through the symbols from the heaviest, of equally
   heavy ones the first, and keep one as long as the kept before it weigh less
   than ceil(top_p * total) together. The others get weight 0.
3. The symbol chosen is the first k with w[0] + ... + w[k] > floor(u * total),
   where total is what is left.

Sums of whole numbers do not depend on their order, and both products are
exact in a double, so steps 2 and 3 round nowhere. A symbol less likely than
the likeliest by more than a factor s (4 million for 75 symbols) is never
chosen.
"""

from lstm_course.runtime import tf

_TOTAL_BITS = 29
"""Times the 24 bits of a uniform number, it just fits a double's 53."""

MOST = 2**12
"""The most symbols; beyond it the weights would be coarse."""


def index_bits(symbols):
    """Return how many bits the number of a symbol has."""
    return (symbols - 1).bit_length()


def weights(logits, temperature):
    """Return the weight of each symbol, int32 (symbols, batch).

    logits is float32 (batch, symbols), temperature a float32 above 0. What
    is returned has the rows of a batch side by side, as a sum over symbols is
    quicker so.
    """
    bits = _TOTAL_BITS - index_bits(logits.shape[1])
    below = logits - tf.reduce_max(logits, axis=1, keepdims=True)
    exact = tf.exp(below / temperature) * 2.0**bits
    return tf.transpose(tf.cast(exact, tf.int32))


def nucleus(w, top_p):
    """Return the weights with all but the nucleus set to 0.

    w is int32 (symbols, batch), top_p a float64 from 0 to 1. The nucleus is
    the smallest set of heaviest symbols that has the share top_p (Holtzman et
    al. 2020, section 3.1), of equally heavy ones the first.

    Nothing is sorted. Weight and place make one number, in which no two
    symbols are equal; the least of those kept is found bit by bit.
    """
    symbols = w.shape[0]
    bits = index_bits(symbols)
    # A heavier symbol has the larger number, of equals the earlier.
    place = 2**bits - 1 - tf.range(symbols)
    rank = w * 2**bits + place[:, None]
    needed = _whole(tf.math.ceil(_double(_total(w)) * top_p))
    least = _largest(
        _TOTAL_BITS + 1,
        lambda least: _total(tf.where(rank >= least, w, 0)) >= needed,
        like=needed,
    )
    return tf.where(rank >= least, w, 0)


def drawn(w, u):
    """Return the symbol that u chooses, int32 (batch,).

    w is int32 (symbols, batch), u float32 (batch,), from 0 to below 1.
    """
    symbols = w.shape[0]
    place = tf.range(symbols)[:, None]
    target = _whole(tf.floor(_double(_total(w)) * _double(u)))
    # The symbol chosen is as many as still weigh too little together.
    return _largest(
        index_bits(symbols),
        lambda count: _total(tf.where(place < count, w, 0)) <= target,
        like=target,
    )


def likeliest(logits):
    """Return the symbol of the largest logit, the first of equals."""
    return tf.argmax(logits, axis=1, output_type=tf.int32)


def surprise(logits, symbols):
    """Return -log2 of the probability of each row's symbol: bits, (batch,).

    logits is (batch, symbols); the probability is that at temperature 1.
    """
    logs = tf.nn.log_softmax(logits)
    return -tf.gather(logs, symbols, batch_dims=1) / tf.math.log(2.0)


def _largest(bits, holds, like):
    """Return the largest whole number below 2**bits for which `holds`.

    holds(number) must be true up to some number and false above it.
    """

    def body(bit, found):
        more = found + tf.bitwise.left_shift(1, bit)
        return bit - 1, tf.where(holds(more), more, found)

    _, found = tf.while_loop(
        lambda bit, _: bit >= 0,
        body,
        (bits - 1, tf.zeros_like(like)),
        maximum_iterations=bits,
    )
    return found


def _total(w):
    return tf.reduce_sum(w, axis=0)


def _double(values):
    return tf.cast(values, tf.float64)


def _whole(values):
    return tf.cast(values, tf.int32)
