//! The arc-hybrid transition system: a stack, the words not yet read, and the arcs made so far.
//!
//! The root stands after the last word, so that exactly one word becomes its dependent.

/// No word.
pub const NONE: u32 = u32::MAX;

/// One step of the parser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Action {
    /// The next word goes onto the stack.
    Shift,
    /// The word on the stack becomes a dependent of the next word.
    Left,
    /// The word on the stack becomes a dependent of the one below it.
    Right,
}

impl Action {
    /// All actions, in the order of their numbers.
    pub const ALL: [Action; 3] = [Action::Shift, Action::Left, Action::Right];
}

/// What is known of one word's dependents.
#[derive(Clone, Copy, Debug)]
pub struct Node {
    /// Its head; `NONE` before it is known.
    pub head: u32,
    /// The number of its relation.
    pub relation: u8,
    /// Number of dependents to the left and to the right, at most 15 each.
    pub valency: [u8; 2],
    /// The outermost dependent on each side, and the one before it.
    pub outer: [[u32; 2]; 2],
    /// The first dependent found on each side: the nearest.
    pub inner: [u32; 2],
    /// Which relations its dependents have, on each side, as a set of bits.
    pub relations: [u64; 2],
    /// Its dependent with the relation "case", or "mark".
    pub marker: u32,
}

impl Node {
    const EMPTY: Self = Self {
        head: NONE,
        relation: 63,
        valency: [0; 2],
        outer: [[NONE; 2]; 2],
        inner: [NONE; 2],
        relations: [0; 2],
        marker: NONE,
    };
}

/// The parser between two steps.
#[derive(Clone, Debug, Default)]
pub struct State {
    /// Words, then the root.
    pub nodes: Vec<Node>,
    stack: Vec<u32>,
    /// The next word; equal to the number of words once all are read.
    pub next: u32,
}

impl State {
    /// Starts a sentence of `count` words.
    pub fn start(&mut self, count: usize) {
        self.nodes.clear();
        self.nodes.resize(count + 1, Node::EMPTY);
        self.stack.clear();
        self.next = 0;
    }

    /// The number of words.
    pub fn count(&self) -> u32 {
        self.nodes.len() as u32 - 1
    }

    /// The word at depth 0, 1 or 2 of the stack.
    #[inline]
    pub fn stack(&self, depth: usize) -> u32 {
        if depth < self.stack.len() { self.stack[self.stack.len() - 1 - depth] } else { NONE }
    }

    /// The words on the stack, the lowest first.
    pub fn stacked(&self) -> &[u32] {
        &self.stack
    }

    /// The word `offset` places after the next one; the root after the last word.
    #[inline]
    pub fn ahead(&self, offset: u32) -> u32 {
        if self.next + offset <= self.count() { self.next + offset } else { NONE }
    }

    /// Whether every word has its head.
    pub fn is_done(&self) -> bool {
        self.stack.is_empty() && self.next == self.count()
    }

    /// Whether an action may be taken.
    #[inline]
    pub fn allows(&self, action: Action) -> bool {
        match action {
            Action::Shift => self.next < self.count(),
            Action::Left => self.stack.len() == 1 || (self.stack.len() > 1 && self.next < self.count()),
            Action::Right => self.stack.len() > 1,
        }
    }

    /// The arc an action would make: (head, dependent).
    #[inline]
    pub fn arc(&self, action: Action) -> Option<(u32, u32)> {
        match action {
            Action::Shift => None,
            Action::Left => Some((self.next, self.stack(0))),
            Action::Right => Some((self.stack(1), self.stack(0))),
        }
    }

    /// Shifts the next word.
    pub fn shift(&mut self) {
        self.stack.push(self.next);
        self.next += 1;
    }

    /// Makes an arc and takes the dependent off the stack. `marks` says whether the relation is "case" or "mark".
    pub fn attach(&mut self, head: u32, dependent: u32, relation: u8, marks: bool) {
        self.stack.pop();
        if let Some(node) = self.nodes.get_mut(dependent as usize) {
            node.head = head;
            node.relation = relation;
        }
        let side = usize::from(dependent > head);
        let Some(node) = self.nodes.get_mut(head as usize) else { return };
        if node.valency[side] == 0 {
            node.inner[side] = dependent;
        }
        node.valency[side] = (node.valency[side] + 1).min(15);
        node.outer[side] = [dependent, node.outer[side][0]];
        node.relations[side] |= 1 << relation;
        if marks {
            node.marker = dependent;
        }
    }
}
