//! What was used lately, up to a weight: the younger half pushes the older one out.

use std::collections::HashMap;
use std::hash::Hash;

/// Values that were put or asked for lately.
pub struct Recent<K, V> {
    young: HashMap<K, (V, usize)>,
    old: HashMap<K, (V, usize)>,
    weight: usize,
    most: usize,
}

impl<K: Eq + Hash, V: Clone> Recent<K, V> {
    /// Nothing yet; values of about this weight at most are kept.
    pub fn new(most: usize) -> Recent<K, V> {
        Recent {
            young: HashMap::new(),
            old: HashMap::new(),
            weight: 0,
            most,
        }
    }

    /// A value that was put lately.
    pub fn get(&mut self, key: K) -> Option<V> {
        if let Some((value, _)) = self.young.get(&key) {
            return Some(value.clone());
        }
        let (value, weight) = self.old.remove(&key)?;
        self.weight += weight;
        self.young.insert(key, (value.clone(), weight));
        Some(value)
    }

    /// Keeps at most this weight from now on.
    pub fn limit(&mut self, most: usize) {
        self.most = most;
    }

    /// Keeps a value of this weight.
    pub fn put(&mut self, key: K, value: V, weight: usize) {
        if self.weight + weight > self.most / 2 {
            self.old = std::mem::take(&mut self.young);
            self.weight = 0;
        }
        self.weight += weight;
        self.young.insert(key, (value, weight));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_used_lately_is_forgotten() {
        let mut recent = Recent::new(4);
        for key in 1..=3 {
            recent.put(key, key * 10, 1);
        }
        assert_eq!(recent.get(1), Some(10));
        recent.put(4, 40, 1);
        recent.put(5, 50, 1);
        let known: Vec<i32> = (1..=5).filter_map(|key| recent.get(key)).collect();
        assert!(known.contains(&40) && known.contains(&50), "{known:?}");
        assert!(!known.contains(&20), "{known:?}");
        assert!(recent.young.len() + recent.old.len() <= 4);
    }
}
