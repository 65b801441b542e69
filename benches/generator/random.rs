//! Randomness that is the same everywhere: SplitMix64 (Steele, Lea and Flood, 2014), 64 bits of state.

/// A generator of numbers.
pub struct Random(u64);

impl Random {
    /// The numbers of one thing: `stream` parts deals from customers, and one deal from another.
    pub fn new(seed: u64, stream: u64) -> Random {
        let mut mixed = Random(seed ^ stream.wrapping_mul(0xd1b5_4a32_d192_ed03));
        mixed.next();
        mixed
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from `low` up to `high`, both included.
    pub fn within(&mut self, low: i64, high: i64) -> i64 {
        let span = high.abs_diff(low) + 1;
        low + (self.next() % span) as i64
    }

    /// One of several.
    pub fn one<'c, T>(&mut self, choices: &'c [T]) -> &'c T {
        let at = self.next() % choices.len() as u64;
        &choices[at as usize]
    }
}
