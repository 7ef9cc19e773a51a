//! When the trash may be emptied. A server that comes up cannot tell a month without it from a clock that is a month ahead,
//! and what is emptied is gone: so after more than a day unseen the trash is left alone for a day, in which somebody may
//! notice.

use crate::DAY_MS;

/// When the trash was last looked through, and until when it is left alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Trash {
    pub seen_ms: i64,
    pub until_ms: i64,
}

impl Trash {
    /// What holds after somebody has looked through it now.
    pub fn seen_at(self, now_ms: i64) -> Trash {
        let unseen = now_ms.abs_diff(self.seen_ms) > DAY_MS.unsigned_abs();
        Trash {
            seen_ms: now_ms,
            until_ms: if unseen {
                now_ms.saturating_add(DAY_MS)
            } else {
                self.until_ms
            },
        }
    }

    pub fn may_be_emptied(self) -> bool {
        self.seen_ms >= self.until_ms
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = DAY_MS / 24;

    /// Whether it may be emptied at each of these hours.
    fn check(hours: &[i64], may: &[bool]) {
        let mut trash = Trash::default();
        let looked = hours.iter().map(|hour| {
            trash = trash.seen_at(1_000 * DAY_MS + hour * HOUR);
            trash.may_be_emptied()
        });
        assert_eq!(looked.collect::<Vec<_>>(), may, "{hours:?}");
    }

    #[test]
    fn who_looks_again_and_again_empties_it_after_a_day() {
        check(
            &[0, 6, 12, 18, 24, 30],
            &[false, false, false, false, true, true],
        );
    }

    #[test]
    fn after_a_leap_it_is_left_alone_for_a_day_whoever_restarts() {
        let month = 31 * 24;
        check(
            &[0, 24, month, month + 1, month + 2, month + 24],
            &[false, true, false, false, false, true],
        );
    }

    #[test]
    fn a_clock_that_is_set_right_again_holds_nothing_up_for_long() {
        let month = 31 * 24;
        check(
            &[0, 24, month, 25, 26, 49],
            &[false, true, false, false, false, true],
        );
    }
}
