//! Which note may follow which (vocabulary.md, "Grammar"). Grammar advises, it never blocks.

use crate::note::NoteKind;

/// Whether an arrow between these kinds is known: the table of kinds, and that a hotspot, opportunity or definition is
/// about any note, whichever way its arrow was drawn. Text has no meaning to the rules, so its arrows have none either.
pub fn allows(from: NoteKind, to: NoteKind) -> bool {
    is_remark(from) || is_remark(to) || from.row().may_follow.contains(&to)
}

/// Kinds that may come next in the flow, the likeliest first: that is what Tab places.
pub fn next_kinds(kind: NoteKind) -> &'static [NoteKind] {
    kind.row().may_follow
}

/// Whether notes of this kind are no step of a flow but say something about one.
pub fn is_remark(kind: NoteKind) -> bool {
    use NoteKind::*;
    matches!(kind, Hotspot | Opportunity | Definition | Text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note::NOTE_KINDS;
    use NoteKind::*;

    #[test]
    fn the_arrows_of_the_vocabulary_and_no_others() {
        let known = [
            (Actor, Command),
            (Actor, Query),
            (Actor, ReadModel),
            (Screen, Command),
            (Command, Aggregate),
            (Command, ExternalSystem),
            (Aggregate, DomainEvent),
            (ExternalSystem, DomainEvent),
            (DomainEvent, Policy),
            (Policy, Command),
            (Policy, ExternalSystem),
            (DomainEvent, ReadModel),
            (ReadModel, Actor),
            (ReadModel, Screen),
            (ReadModel, Policy),
            (ReadModel, Command),
            (ReadModel, Query),
            (Policy, Query),
            (Query, ReadModel),
        ];
        for from in NOTE_KINDS {
            for to in NOTE_KINDS {
                let about = is_remark(from.kind) || is_remark(to.kind);
                assert_eq!(
                    allows(from.kind, to.kind),
                    about || known.contains(&(from.kind, to.kind)),
                    "{} to {}",
                    from.name,
                    to.name
                );
            }
        }
    }

    #[test]
    fn tab_places_the_likeliest_next_kind() {
        assert_eq!(next_kinds(Command).first(), Some(&Aggregate));
        assert_eq!(next_kinds(Aggregate).first(), Some(&DomainEvent));
        assert_eq!(next_kinds(DomainEvent).first(), Some(&Policy));
        assert!(next_kinds(Hotspot).is_empty());
    }
}
