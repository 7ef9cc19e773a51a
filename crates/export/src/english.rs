//! The little English that resource names need: plurals, nouns made from verbs, and words that carry no meaning of their own.

mod number;

pub use number::{is_plural, plural_phrase, singular, singular_phrase};

/// Words that never name a thing.
const SMALL_WORDS: &str = "\
    a about all also an and any are as at be been by can could current do does each every existing for from get given \
    had has have how i if in into is it its many may me much my new now of off on onto or our out over please s should \
    show some than that the their them then there these they this those to up us via was we were what when where which \
    who whose why will with without would you your";

/// Verbs that begin the life of what they name.
const CREATING: &[&str] = &[
    "add",
    "begin",
    "book",
    "build",
    "compose",
    "create",
    "draft",
    "file",
    "found",
    "generate",
    "initiate",
    "insert",
    "introduce",
    "launch",
    "log",
    "make",
    "offer",
    "open",
    "originate",
    "place",
    "plan",
    "post",
    "prepare",
    "propose",
    "raise",
    "record",
    "register",
    "report",
    "request",
    "reserve",
    "schedule",
    "send",
    "set up",
    "start",
    "submit",
    "upload",
    "write",
];

/// Verbs that put a value in the place of another.
const REPLACING: &[&str] = &[
    "adjust", "alter", "amend", "change", "correct", "edit", "modify", "rename", "replace", "set",
    "update",
];

const DELETING: &[&str] = &["delete", "discard", "drop", "erase", "purge", "remove"];

const ASKING: &[&str] = &[
    "browse", "check", "count", "display", "fetch", "find", "get", "list", "load", "look",
    "lookup", "query", "read", "retrieve", "search", "see", "show", "track", "view",
];

/// Nouns that no rule makes.
const NOUNS: &str = "\
    accept:acceptance acknowledge:acknowledgement add:addition adjust:adjustment admit:admission agree:agreement amend:amendment \
    announce:announcement appoint:appointment approve:approval arrive:arrival assess:assessment assign:assignment \
    attach:attachment bill:billing bind:binding buy:purchase calculate:calculation cancel:cancellation capture:capture change:change \
    charge:charge check:check checkout:checkout choose:choice claim:claim clear:clearance close:closure \
    collect:collection commit:commitment complain:complaint complete:completion confirm:confirmation convert:conversion \
    correct:correction credit:credit debit:debit decide:decision declare:declaration decline:refusal defer:deferral \
    define:definition delete:deletion deliver:delivery deny:denial depart:departure deploy:deployment deposit:deposit detect:detection \
    disable:deactivation discharge:discharge dismiss:dismissal dispatch:dispatch dispute:dispute draft:draft edit:edit \
    enable:activation enrich:enrichment enrol:enrolment enroll:enrollment evaluate:evaluation exchange:exchange expire:expiry export:export \
    extend:extension finish:completion fulfil:fulfilment fulfill:fulfillment get:retrieval grant:grant hire:hire hold:hold \
    import:import inspect:inspection install:installation invite:invitation issue:issuance join:membership leave:departure like:like \
    load:loading lock:lock mark:mark merge:merger move:move notify:notification obtain:acquisition offer:offer \
    order:order pack:packing park:parking pause:pause pay:payment pick:picking place:placement plan:plan \
    postpone:postponement prepare:preparation promote:promotion propose:proposal publish:publication quote:quote \
    rate:rating receive:receipt reconcile:reconciliation record:record refund:refund refuse:refusal \
    register:registration reject:rejection release:release remind:reminder remove:removal renew:renewal rent:rental \
    repair:repair replace:replacement reply:reply report:report request:request resend:resending reserve:reservation \
    resolve:resolution respond:response resume:resumption reset:reset retry:retry return:return reverse:reversal review:review \
    revoke:revocation scan:scan schedule:schedule search:search select:selection sell:sale send:dispatch settle:settlement share:share \
    ship:shipment sign:signature split:split start:start stop:stop store:storage submit:submission \
    subscribe:subscription suspend:suspension transfer:transfer treat:treatment unload:unloading unlock:release \
    unsubscribe:cancellation update:update upgrade:upgrade use:use verify:verification view:view vote:vote wait:wait waive:waiver \
    withdraw:withdrawal";

/// `from:to` pairs of a table.
fn pairs(table: &str) -> impl Iterator<Item = (&str, &str)> {
    table.split_whitespace().filter_map(|p| p.split_once(':'))
}

/// What a command does to what it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    Create,
    Replace,
    Delete,
    /// Anything else: the act itself is the resource.
    Act,
}

pub fn verb(word: &str) -> Verb {
    match word {
        w if CREATING.contains(&w) => Verb::Create,
        w if REPLACING.contains(&w) => Verb::Replace,
        w if DELETING.contains(&w) => Verb::Delete,
        _ => Verb::Act,
    }
}

/// Words that change the meaning of the verb before them: "sign up".
pub fn is_particle(word: &str) -> bool {
    ["up", "off", "out", "in", "down", "back"].contains(&word)
}

/// What is there before something is put into it.
pub fn is_container(noun: &str) -> bool {
    ["list", "log", "plan", "queue", "schedule"].contains(&noun)
}

pub fn is_asking(word: &str) -> bool {
    ASKING.contains(&word)
}

pub fn is_small(word: &str) -> bool {
    SMALL_WORDS.split_whitespace().any(|w| w == word)
}

/// Whether a word looks like a past participle, as at the end of an event's name.
pub fn is_participle(word: &str) -> bool {
    const STRONG: &[&str] = &[
        "begun",
        "bought",
        "broken",
        "built",
        "chosen",
        "done",
        "drawn",
        "driven",
        "found",
        "frozen",
        "given",
        "gone",
        "held",
        "kept",
        "known",
        "left",
        "lost",
        "made",
        "met",
        "paid",
        "payed",
        "put",
        "read",
        "run",
        "seen",
        "sent",
        "set",
        "shown",
        "sold",
        "spent",
        "split",
        "taken",
        "told",
        "thrown",
        "understood",
        "withdrawn",
        "won",
        "written",
    ];
    STRONG.contains(&word) || (word.len() > 3 && word.ends_with("ed") && !word.ends_with("eed"))
}

/// The act of a verb as a noun: `cancel` gives `cancellation`.
pub fn noun_of(verb: &str) -> String {
    let known = |v: &str| {
        let found = pairs(NOUNS).find(|(from, _)| *from == v);
        found.map(|(_, to)| to.to_owned())
    };
    if let Some(noun) = known(verb) {
        return noun;
    }
    if let Some(noun) = verb
        .strip_prefix("re")
        .and_then(known)
        .map(|n| format!("re{n}"))
        && noun != verb
    {
        return noun;
    }
    if let Some(stem) = verb.strip_suffix("ify") {
        return format!("{stem}ification");
    }
    for (ending, noun) in [("ise", "isation"), ("ize", "ization"), ("ate", "ation")] {
        if let Some(stem) = verb.strip_suffix(ending).filter(|s| s.len() > 2) {
            return format!("{stem}{noun}");
        }
    }
    gerund(verb)
}

fn gerund(verb: &str) -> String {
    if verb.ends_with("ing") {
        verb.to_owned()
    } else if let Some(stem) = verb.strip_suffix("ie") {
        format!("{stem}ying")
    } else if let Some(stem) = verb
        .strip_suffix('e')
        .filter(|s| !s.ends_with(['e', 'o', 'y']) && s.len() > 1)
    {
        format!("{stem}ing")
    } else if doubles(verb) {
        format!("{verb}{}ing", &verb[verb.len() - 1..])
    } else {
        format!("{verb}ing")
    }
}

/// Whether the last consonant is written twice before "-ing": a stressed short vowel stands before it.
fn doubles(verb: &str) -> bool {
    const STRESSED: &[&str] = &[
        "begin", "commit", "control", "defer", "emit", "equip", "forget", "incur", "occur", "omit",
        "patrol", "permit", "prefer", "refer", "submit", "transfer", "quit", "transmit", "unplug",
    ];
    let is_vowel = |b: &u8| b"aeiou".contains(b);
    let vowels = verb.bytes().filter(|b| is_vowel(b)).count();
    match verb.as_bytes() {
        [.., before, vowel, last] => {
            STRESSED.contains(&verb)
                || (vowels == 1
                    && is_vowel(vowel)
                    && !is_vowel(before)
                    && !is_vowel(last)
                    && !b"wxy".contains(last))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acts() {
        for (verb, noun) in [
            ("cancel", "cancellation"),
            ("reroute", "rerouting"),
            ("activate", "activation"),
            ("reassign", "reassignment"),
            ("notify", "notification"),
            ("classify", "classification"),
            ("authorise", "authorisation"),
            ("free", "freeing"),
            ("reschedule", "rescheduling"),
            ("admit", "admission"),
            ("tag", "tagging"),
            ("permit", "permitting"),
            ("open", "opening"),
            ("renew", "renewal"),
            ("heat", "heating"),
        ] {
            assert_eq!(noun_of(verb), noun);
        }
    }
}
