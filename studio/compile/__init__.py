"""From drawing to program: plan, Keras source and cost, without Keras."""
