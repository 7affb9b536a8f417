"""A Keras loss that Keras lacks: the multi-class hinge that sums over all wrong classes."""

import keras


@keras.saving.register_keras_serializable(package="abyss")
class MultiClassHinge(keras.losses.Loss):
    """Sum over the wrong classes of max(0, 1 + wrong score - right score), as Weston and Watkins have it.

    Keras's CategoricalHinge takes the largest of these terms instead of their sum. Labels are the numbers of the classes.
    """

    def call(self, y_true: keras.KerasTensor, y_pred: keras.KerasTensor) -> keras.KerasTensor:
        """The loss of each example, from the numbers of its class and its scores."""
        scores = keras.ops.convert_to_tensor(y_pred)
        labels = keras.ops.cast(keras.ops.reshape(y_true, (-1,)), "int32")
        right = keras.ops.one_hot(labels, scores.shape[-1], dtype=scores.dtype)
        right_score = keras.ops.sum(scores * right, axis=-1, keepdims=True)
        return keras.ops.sum(keras.ops.relu(1.0 + scores - right_score) * (1.0 - right), axis=-1)
