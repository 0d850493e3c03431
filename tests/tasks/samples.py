"""What the tests of the tasks share."""

import numpy as np


def rng(seed=0):
    return np.random.default_rng(seed)


def spelled(xs, symbols):
    """Return one-hot rows as text; rows of zeros end it."""
    return "".join(symbols[k] for k in xs[xs.any(-1)].argmax(-1))


def outputs_for(batch):
    """Return outputs that answer a batch of classes or bits perfectly."""
    return 8 * batch.targets - 4


def constant_loss(task, batch):
    """Return the loss of the best guess for each step, from a sample.

    Its mean over the sample comes near the exact blind loss from below.
    """
    targets = batch.targets.astype(float)
    counts = batch.counts[..., None].astype(float)
    if not task.each_step:
        targets, counts = targets[:, None], np.ones((len(targets), 1, 1))
    mean = (targets * counts).sum(0) / np.maximum(counts.sum(0), 1)
    if task.loss == "squared":
        loss = ((targets - mean) ** 2).mean(-1, keepdims=True)
    elif task.loss == "classes":
        logs = np.log(np.clip(mean, 1e-12, 1))
        loss = -(targets * logs).sum(-1, keepdims=True)
    else:
        p = np.clip(mean, 1e-12, 1 - 1e-12)
        loss = -(targets * np.log(p) + (1 - targets) * np.log1p(-p))
        loss = loss.mean(-1, keepdims=True)
    return float((loss * counts).sum() / counts.sum())
