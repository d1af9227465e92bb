//! Which steps of the parser lose gold arcs (Goldberg and Nivre 2013, arc-hybrid).

use dateline::syntax::linear::state::{Action, NONE, State};

/// The number of gold arcs each action makes unreachable; `None` where it is not allowed.
pub(crate) fn costs(state: &State, heads: &[u32]) -> [Option<u32>; 3] {
    let next = state.next;
    let count = state.count();
    let top = state.stack(0);
    let below = state.stack(1);
    let head_of = |word: u32| heads.get(word as usize).copied().unwrap_or(NONE);
    let ahead = |from: u32, head: u32| (from..count).filter(|word| head_of(*word) == head).count() as u32;
    let shift = || {
        let dependents = state.stacked().iter().filter(|word| head_of(**word) == next).count() as u32;
        let lost_head = state.stacked().iter().any(|word| *word != top && head_of(next) == *word);
        dependents + u32::from(lost_head)
    };
    let left = || {
        let head = head_of(top);
        let lost_head = head != next && (head == below && below != NONE || head > next && head <= count);
        u32::from(lost_head) + ahead(next, top)
    };
    let right = || {
        let head = head_of(top);
        u32::from(head >= next && head <= count) + ahead(next, top)
    };
    [
        state.allows(Action::Shift).then(shift),
        state.allows(Action::Left).then(left),
        state.allows(Action::Right).then(right),
    ]
}
