//! Work on all cores whose result does not depend on how many there are.

use std::sync::atomic::{AtomicUsize, Ordering};

/// Returns how many threads work at a time.
pub(crate) fn count() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// Returns what `work` makes of each number below `count`, in order.
///
/// Each thread begins with a state of its own from `begin` and takes `batch` numbers at a time.
pub(crate) fn map<S, R: Send>(
    count: usize,
    batch: usize,
    begin: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, usize) -> R + Sync,
) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let take = || {
        let mut state = begin();
        let mut done = Vec::new();
        loop {
            let start = next.fetch_add(batch, Ordering::Relaxed);
            if start >= count {
                return done;
            }
            let end = count.min(start + batch);
            done.push((start, (start..end).map(|at| work(&mut state, at)).collect::<Vec<_>>()));
        }
    };
    let threads = self::count();
    let mut done = std::thread::scope(|scope| {
        let helpers: Vec<_> =
            (1..threads.min(count.div_ceil(batch))).map(|_| scope.spawn(take)).collect();
        let mut done = take();
        for helper in helpers {
            match helper.join() {
                Ok(found) => done.extend(found),
                // What stopped a helper stops the caller too.
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        done
    });
    done.sort_unstable_by_key(|(start, _)| *start);
    // No more room than that: a vector that grows is in memory twice.
    let mut all = Vec::with_capacity(count);
    done.into_iter().for_each(|(_, found)| all.extend(found));
    all
}

#[cfg(test)]
mod tests {
    #[test]
    fn results_come_in_order() {
        for batch in [1, 7, 100] {
            let squares = super::map(50, batch, || (), |(), at| at * at);
            assert_eq!(squares, (0..50).map(|at| at * at).collect::<Vec<_>>());
        }
        assert!(super::map(0, 4, || (), |(), at| at).is_empty());
    }
}
