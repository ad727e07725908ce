"""The simulator of the memory engine, which takes no cards that there are already."""

from fsrs_rs_python import SimulatorConfig, default_simulator_config, simulate

from ipt_train.schedule.card import Schedule


def minutes_simulated(
    schedule: Schedule,
    *,
    items: int,
    days: int,
    new_per_day: int,
    seconds: float,
    first_right: float,
    seeds: int = 5,
) -> float:
    """Return all minutes of study of new items, on the mean of some seeded runs."""
    usual, recall = default_simulator_config(), schedule.desired_retention
    alike = [[1 - recall, 0.0, recall, 0.0]] * 3  # within a day she recalls as she does after days
    config = SimulatorConfig(
        deck_size=items,
        learn_span=days,
        max_cost_perday=86_400.0,
        max_ivl=float(schedule.maximum_interval),
        first_rating_prob=[1 - first_right, 0.0, first_right, 0.0],
        review_rating_prob=[0.0, 1.0, 0.0],
        learn_limit=new_per_day,
        review_limit=9999,
        new_cards_ignore_review_limit=True,
        learning_step_transitions=alike,
        relearning_step_transitions=alike,
        state_rating_costs=[[seconds] * 4] * 3,
        learning_step_count=usual.learning_step_count,
        relearning_step_count=usual.relearning_step_count,
    )
    runs = [
        simulate(list(schedule.parameters), schedule.desired_retention, config, seed)
        for seed in range(1, seeds + 1)
    ]
    return sum(sum(run.cost_per_day) for run in runs) / len(runs) / 60
