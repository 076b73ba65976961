"""和平村社区, the demonstration: people and answers are invented, by the model in docs/demonstration.md."""

SEED = 20270110
