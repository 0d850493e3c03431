"""What the exceptions that beginners meet mean, in plain words.

Each entry of MEANINGS has the names of the exception types, a pattern of
the message, and a function of (match, error, Place or None) that gives the
sentences. The first entry that fits is used. Types go by name, so that
TensorFlow need not be imported.
"""

import builtins
import re

from lstm_course.checks import blame, reading
from lstm_course.checks.unknown import nearest

_KINDS = {"double": "float64", "float": "float32", "half": "float16"}
_NOUNS = {
    "EagerTensor": "tensor",
    "NoneType": "None",
    "ndarray": "NumPy array",
    "ResourceVariable": "variable",
    "str": "text",
    "ellipsis": "blank `...`",
}


def _nearest(name, known):
    found = nearest(name, {str(one) for one in known})
    return f" Did you mean `{found}`?" if found else ""


def _sizes(text):
    return [int(size) for size in re.findall(r"\d+", text)]


def _pair(one, two):
    return reading.shape_text(_sizes(one)), reading.shape_text(_sizes(two))


def _product(found, error, where):
    one, two = _sizes(found[1]), _sizes(found[2])
    left, right = reading.shape_text(one), reading.shape_text(two)
    if len(one) < 2 or len(two) < 2:
        return (
            f"A matrix product `@` needs two matrices, and these are {left} "
            f"and {right}. Use `*` to multiply element by element."
        )
    sentence = (
        f"A matrix product {left} @ {right} does not fit: the last size of "
        f"the first, {one[-1]}, must equal the first size of the second, "
        f"{two[-2]}."
    )
    remedies = [
        remedy
        for remedy, fits in (
            ("the other order", one[-2] == two[-1]),
            ("the second one transposed", one[-1] == two[-1]),
            ("the first one transposed", one[-2] == two[-2]),
        )
        if fits
    ]
    if not remedies:
        return sentence
    return f"{sentence} What would fit: {', or '.join(remedies)}."


def _numpy_product(found, error, where):
    known = blame.shapes(where)
    where_from = f": {known}" if known else ""
    return (
        "The shapes do not fit in a matrix product"
        f"{where_from}. The last size of the first must equal the first "
        f"size of the second, and here they are {found[2]} and {found[1]}."
    )


def _broadcast(found, error, where):
    one, two = _pair(found[1], found[2])
    return (
        f"The shapes {one} and {two} do not fit together, element by "
        "element. Counted from the right, sizes must be equal or 1."
    )


def _dtype(found, error, where):
    wanted, got = (_KINDS.get(name, name) for name in (found[1], found[2]))
    return (
        f"Two kinds of number meet: {wanted} and {got}. TensorFlow does not "
        "mix them. Make new tensors with `dtype=x.dtype`, or use "
        "`tf.zeros_like(x)`."
    )


def _name(found, error, where):
    name = found[1]
    if name in ("tf", "np", "keras"):
        return f"`{name}` is not imported: run the first code cell."
    known = set(dir(builtins))
    frame = _last_frame(error)
    if frame is not None:
        known |= {*frame.f_locals, *frame.f_globals}
    return (
        f"The name `{name}` is not known here.{_nearest(name, known - {name})}"
    )


def _last_frame(error):
    tb = error.__traceback__
    while tb is not None and tb.tb_next is not None:
        tb = tb.tb_next
    return tb.tb_frame if tb is not None else None


def _module_attribute(found, error, where):
    library, name = found[1], found[2]
    if library == "numpy" and name == "sigmoid":
        return "NumPy has no sigmoid: write `1 / (1 + np.exp(-z))`."
    short = {"numpy": "np", "tensorflow": "tf"}.get(library, library)
    known = dir(error.obj) if error.obj is not None else ()
    return f"`{short}` has no `{name}`.{_nearest(name, known)}"


def _tensor_attribute(found, error, where):
    name = found[1]
    instead = {
        "T": "`tf.transpose(x)`",
        "transpose": "`tf.transpose(x)`",
        "reshape": "`tf.reshape(x, shape)`",
        "sum": "`tf.reduce_sum(x, axis)`",
        "mean": "`tf.reduce_mean(x, axis)`",
        "max": "`tf.reduce_max(x, axis)`",
        "dot": "`x @ y`",
        "copy": "`tf.identity(x)`",
        "astype": "`tf.cast(x, dtype)`",
        "append": "a list and `tf.stack(values, axis)`",
        "size": "`tf.size(x)`",
    }.get(name)
    use = f" Use {instead}." if instead else ""
    return f"A TensorFlow tensor has no `.{name}`.{use}"


def _attribute(found, error, where):
    thing, name = found[1], found[2]
    known = reading.fields(getattr(error, "obj", None))
    has = f" It has {', '.join(known)}." if known else ""
    if thing == "NoneType":
        return f"Something is None where `.{name}` is asked for."
    return f"A {thing} has no `{name}`.{_nearest(name, known)}{has}"


def _unbound(found, error, where):
    return (
        f"`{found[1]}` is used before it has a value. A name that is "
        "assigned anywhere in a function is local to it: give it a value "
        "first, on every path."
    )


def _item_assignment(found, error, where):
    return (
        "A TensorFlow tensor cannot be changed in place. Collect the values "
        "in a list and join them with `tf.stack(values, axis=...)`."
    )


def _not_callable(found, error, where):
    thing = _noun(found[1])
    times = ""
    if thing in ("tensor", "NumPy array", "float", "int"):
        times = " Is a `*` missing before the bracket?"
    return f"A {thing} is called like a function.{times}"


def _fixed(sentence):
    def say(found, error, where):
        return sentence

    return say


def _numbers(pattern):
    def say(found, error, where):
        return pattern.format(*found.groups())

    return say


def _nouns(pattern):
    def say(found, error, where):
        return pattern.format(*(_noun(group) for group in found.groups()))

    return say


def _noun(kind):
    short = kind.rpartition(".")[2].strip("'")
    return _NOUNS.get(short, short)


def _split(found, error, where):
    known = blame.shapes(where)
    return "The axis cannot be split into equal parts" + (
        f": {known}." if known else "."
    )


def _concat(found, error, where):
    one, two = _pair(found[1], found[2])
    return (
        f"The shapes {one} and {two} cannot be joined: all sizes but that "
        "of the joined axis must be equal."
    )


def _stack(found, error, where):
    one, two = _pair(found[1], found[2])
    return f"Only equal shapes can be stacked, and these are {one} and {two}."


def _recursion(found, error, where):
    return "The function calls itself again and again without an end."


def _key(found, error, where):
    return f"There is no entry {found[0]}."


_BLANK = "A blank `...` takes part in the calculation. Fill it in first."
_NONE = "None takes part in the calculation. Does a function lack `return`?"

MEANINGS = (
    (
        "InvalidArgumentError ValueError",
        r"Matrix size-incompatible: In\[0\]: (\[.*?\]), In\[1\]: (\[.*?\])",
        _product,
    ),
    (
        "InvalidArgumentError ValueError",
        r"has different ndims: (\[.*?\]) vs\. (\[.*?\])",
        _product,
    ),
    ("ValueError", r"shapes (\(.*?\)) and (\(.*?\)) not aligned", _product),
    (
        "ValueError",
        r"matmul: .* \(size (\d+) is different from (\d+)\)",
        _numpy_product,
    ),
    (
        "ValueError",
        r"matmul: Input operand \d does not have enough dimensions",
        _fixed(
            "A matrix product `@` needs two matrices. Use `*` to multiply "
            "by a number or element by element."
        ),
    ),
    (
        "InvalidArgumentError ValueError",
        r"Incompatible shapes: (\[.*?\]) vs\. (\[.*?\])",
        _broadcast,
    ),
    (
        "ValueError",
        r"broadcast together with shapes (\(.*?\)) (\(.*?\))",
        _broadcast,
    ),
    (
        "InvalidArgumentError TypeError ValueError",
        r"was expected to be an? (\w+) tensor but is an? (\w+) tensor",
        _dtype,
    ),
    (
        "TypeError",
        r"Cannot convert (\S+) to EagerTensor of dtype (int\d+)",
        _numbers(
            "The tensor holds whole numbers ({1}) and meets {0}. Make it "
            "with a decimal point, or with `tf.cast(x, tf.float64)`."
        ),
    ),
    (
        "InvalidArgumentError",
        r"ConcatOp : .*shape\[\d\] = (\[.*?\]) vs\. shape\[\d\] = (\[.*?\])",
        _concat,
    ),
    (
        "InvalidArgumentError",
        r"Shapes of all inputs must match: \S+ = (\[.*?\]) != \S+ = (\[.*?\])",
        _stack,
    ),
    (
        "InvalidArgumentError",
        r"split_dim -?\d+ \(size = (\d+)\) and num_split (\d+)",
        _numbers("An axis of size {0} cannot be split in {1} equal parts."),
    ),
    ("ValueError", r"array split does not result in an equal", _split),
    (
        "InvalidArgumentError",
        r"a tensor with (\d+) values, but the requested shape has (\d+)",
        _numbers("A tensor of {0} numbers cannot take a shape of {1}."),
    ),
    (
        "ValueError",
        r"cannot reshape array of size (\d+) into shape (\(.*?\))",
        _numbers("An array of {0} numbers cannot take the shape {1}."),
    ),
    (
        "InvalidArgumentError",
        r"slice index (-?\d+) of dimension (\d+) out of bounds",
        _numbers(
            "Index {0} lies outside of axis {1}. Indices run from 0 to the "
            "size of the axis minus 1."
        ),
    ),
    (
        "IndexError",
        r"index (-?\d+) is out of bounds for axis (\d+) with size (\d+)",
        _numbers(
            "Index {0} lies outside of axis {1}, whose size is {2}. Indices "
            "run from 0 to the size minus 1."
        ),
    ),
    (
        "IndexError",
        r"(list|tuple) index out of range",
        _numbers("The {0} has fewer values than the index asks for."),
    ),
    (
        "InvalidArgumentError",
        r"Invalid reduction dimension \((-?\d+) for input with (\d+)",
        _numbers("There is no axis {0}: the tensor has {1} axes."),
    ),
    (
        "AxisError",
        r"axis (-?\d+) is out of bounds for array of dimension (\d+)",
        _numbers("There is no axis {0}: the array has {1} axes."),
    ),
    ("ValueError TypeError", r"Ellipsis|ellipsis", _fixed(_BLANK)),
    (
        "ValueError TypeError",
        r"value \(None\)|'NoneType'",
        _fixed(_NONE),
    ),
    (
        "ValueError",
        r"truth value of an array",
        _fixed(
            "`if` and `while` need one truth value, and this is an array "
            "of them. Compare a single number, or use `tf.where`."
        ),
    ),
    (
        "ValueError",
        r"not enough values to unpack \(expected (\d+), got (\d+)\)",
        _numbers("{0} names stand on the left, but only {1} values came."),
    ),
    (
        "ValueError",
        r"too many values to unpack \(expected (\d+)",
        _numbers("{0} names stand on the left, but more values came."),
    ),
    ("UnboundLocalError", r"local variable '(\w+)'", _unbound),
    ("NameError", r"name '(\w+)' is not defined", _name),
    (
        "NameError",
        r"free variable '(\w+)'",
        _unbound,
    ),
    ("AttributeError", r"module '(\w+)' has no .*'(\w+)'", _module_attribute),
    (
        "AttributeError",
        r"EagerTensor'? object has no attribute '(\w+)'",
        _tensor_attribute,
    ),
    (
        "AttributeError",
        r"'([\w.]+)' object has no attribute '(\w+)'",
        _attribute,
    ),
    (
        "TypeError",
        r"EagerTensor' object does not support item assignment",
        _item_assignment,
    ),
    (
        "TypeError",
        r"'tuple' object does not support item assignment",
        _fixed("A tuple cannot be changed: make a new one, or use a list."),
    ),
    ("TypeError", r"'([\w.]+)' object is not callable", _not_callable),
    (
        "TypeError",
        r"(\w+)\(\) (missing \d+ .*argument.*|takes .*|got an .*)",
        _numbers("The call of `{0}` does not fit: it {1}."),
    ),
    (
        "TypeError",
        r"'([\w.]+)' object is not (iterable|subscriptable)",
        _nouns("A {0} has no parts that could be taken one by one."),
    ),
    (
        "TypeError",
        r"unsupported operand type\(s\) for (\S+): '(.*?)' and '(.*?)'",
        _nouns("`{0}` does not work between a {1} and a {2}."),
    ),
    ("KeyError", r".+", _key),
    (
        "ZeroDivisionError",
        r"",
        _fixed("A number is divided by zero."),
    ),
    ("RecursionError", r"", _recursion),
    ("MemoryError", r"", _fixed("The memory is full: an array is too big.")),
    (
        "ResourceExhaustedError",
        r"",
        _fixed("The memory is full: a tensor is too big."),
    ),
    (
        "ModuleNotFoundError",
        r"No module named '(\S+)'",
        _numbers("The module `{0}` is not installed, or its name is wrong."),
    ),
    (
        "NotImplementedError",
        r"",
        _fixed("This part is not written yet: replace the `raise`."),
    ),
    ("AssertionError", r"", _fixed("An `assert` of your own failed.")),
    (
        "SystemExit",
        r"",
        _fixed("It ends Python. A function gives its value by `return`."),
    ),
    (
        "StopIteration",
        r"",
        _fixed("`next` was called, and nothing was left."),
    ),
)
