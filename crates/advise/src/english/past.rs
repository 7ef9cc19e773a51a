//! Whether an event is worded as something that happened.
//!
//! A word list rather than a parser: an event counts as past when any of its words is a past tense or a past participle that
//! nothing before it puts into the present or the future ("is being packed", "will be sent").

use model::words::tokens;

/// Past forms and participles that no rule gives.
const IRREGULAR: &str = "\
    arisen arose ate awoke awoken babysat bade beaten became been began begun beheld bent \
    besought bidden bitten blew blown born borne bought bound bred broke broken brought built \
    burnt came caught chose chosen clad clung crept dealt did didn't done drank drawn dreamt \
    drew driven drove drunk dug dwelt eaten fallen fed fell felt fled flew flown flung \
    forbade forbidden foresaw foreseen forgave forgiven forgone forgot forgotten forsaken \
    forsook forwent fought found froze frozen gave given gone got gotten grew grown had heard \
    held hewn hid hidden hung inlaid interwove kept knelt knew known laden laid lain leant \
    leapt learnt led left lent lit lost made meant met misspelt mistaken mistook mown outdid \
    outgrew overate overheard overslept paid proven ran rang rewound ridden risen rode rose rung said \
    sang sank sat sawn seen sent sewn shaken shaven shipt shod shone shook shorn shot shown \
    shrank shrunk slain slept slew slid slung slunk smelt snuck sold sought sown spat sped \
    spelt spent spilt spoilt spoke spoken sprang sprung spun stank stole stolen stood strewn \
    stridden striven strode strove struck strung stuck stung stunk sunburnt sung sunk swam \
    swept swollen swore sworn swum swung taken taught thought threw thrown told took tore \
    torn trod trodden understood unwound was wasn't went wept were weren't withdrew withstood woke \
    woken won wore worn wove woven written wrote wrought wrung";

/// Past forms that are also base forms or things: past unless they open the text ("Price set", not "Set price").
const UNCHANGED: &str = "\
    beat bet bid bit bore broadcast burst cast cut ground hit hurt input knit lay let miscast \
    misread misset offset outbid output overbid overrun preset proofread put quit read recast \
    recut rerun reset rid run saw set shed shut simulcast slit split spread sublet telecast \
    thrust typecast typeset underbid undercut upset wet wound";

/// Participles that are base forms too: past only behind "has" and its like.
const AFTER_HAVE: &[&str] = &["become", "come", "cost", "fit", "forecast", "overcome"];

/// Words in -ed that are no verbs in the past.
const NOT_PAST: &str = "\
    bed biped bleed breed creed deed embed exceed feed flatbed greed heed hundred indeed \
    infrared kindred moped naked need newsfeed proceed red reed rugged sacred seed shed sled \
    speed steed succeed supersede ted unembed watershed wed weed wicked zed";

/// Prefixes that leave a past form one: rebuilt, prepaid, overridden, unsold, withheld.
const PREFIXES: &str = "\
    co fore inter mis out over pre re un under up with";

/// Prefix and past form that together are something else.
const NOT_PREFIXED: &str = "\
    background inbound outbound present rebound relent represent resound unbound underground";

/// Before a participle these make it present or future.
const NOT_YET: &str = "\
    am are be being can could is may might must shall should to will would";

/// These may stand between an auxiliary and its participle.
const BETWEEN: &str = "\
    already also always automatically be being fully just not now yet";

const HAVE: &[&str] = &["had", "has", "have"];

/// Whether an event's text says that something happened.
pub fn is_past(text: &str) -> bool {
    let words = tokens(&text.replace('’', "'"));
    words.iter().enumerate().any(|(i, word)| {
        let before = words[..i]
            .iter()
            .rev()
            .map(String::as_str)
            .find(|w| !is_in(BETWEEN, w));
        let nearest = i.checked_sub(1).map(|j| words[j].as_str());
        let pending = [before, nearest]
            .into_iter()
            .flatten()
            .any(|w| is_in(NOT_YET, w));
        let have = before.is_some_and(|w| HAVE.contains(&w));
        !pending
            && (is_past_form(word)
                || (i > 0 && is_unchanged(word))
                || (have && AFTER_HAVE.contains(&word.as_str())))
    })
}

fn is_in(list: &str, word: &str) -> bool {
    list.split(' ').any(|w| w == word)
}

fn is_past_form(word: &str) -> bool {
    is_regular(word) || is_in(IRREGULAR, word) || is_prefixed(word) || is_clipped(word)
}

/// "OK'd", but not "they'd".
fn is_clipped(word: &str) -> bool {
    word.strip_suffix("'d")
        .is_some_and(|who| !is_in("he i it she that there they we who you", who))
}

/// "-ed" after at least two letters; "-eed" only where it is "-ee" + "d" ("agreed").
fn is_regular(word: &str) -> bool {
    const EE: &[&str] = &[
        "agreed",
        "decreed",
        "disagreed",
        "freed",
        "guaranteed",
        "refereed",
    ];
    word.len() >= 4
        && word.ends_with("ed")
        && !is_in(NOT_PAST, word)
        && (!word.ends_with("eed") || EE.contains(&word))
}

fn is_prefixed(word: &str) -> bool {
    !is_in(NOT_PREFIXED, word)
        && PREFIXES.split(' ').any(|prefix| {
            word.strip_prefix(prefix)
                .is_some_and(|rest| rest.len() >= 3 && is_in(IRREGULAR, rest))
        })
}

/// "Password reset" is past; so is "resold" by prefix, but "offset", "subset" only where they are listed.
fn is_unchanged(word: &str) -> bool {
    is_in(UNCHANGED, word)
}

#[cfg(test)]
mod tests {
    use super::is_past;

    #[test]
    fn what_happened_is_past() {
        for text in [
            "Order placed",
            "Order has been placed",
            "Cargo misrouted",
            "Invoice paid",
            "Money sent to payee",
            "Member left group",
            "Shift began",
            "Ticket sold",
            "Room rebuilt",
            "Payment prepaid",
            "Customer was not notified",
            "OrderPlaced",
            "order.placed",
            "CARGO BOOKED",
            "Price agreed",
            "Password reset",
            "New meeting host set",
            "Member set as attendee",
            "Budget has been overrun",
            "Item has become obsolete",
            "Checked-in guest",
            "Session timed out",
            "Guest did not show up",
            "Guest didn’t show up",
            "Payment withheld",
            "Policy bound",
            "Book returned",
            "Request denied",
            "Order shipped",
            "Delivery\nstarted",
            "Seat freed",
            "Customer wrote a review",
            "Item found",
            "Payroll run",
            "Subscription renewed",
            "Deal won",
            "Customs cleared",
            "Order unpaid, reminder sent",
            "Fee guaranteed",
            "Customer signed off from waitlist",
            "Goods laden",
            "Label misread",
            "Vote cast",
            "Bidder outbid",
            "Flat sublet",
            "Grain ground",
            "Mortgage foreclosed",
            "Right forgone",
            "Dough knelt on",
            "Account trod water",
            "Fund shrank",
            "Swimmer swam lap",
            "Hours have cost more",
            "KYC OK'd",
        ] {
            assert!(is_past(text), "{text}");
        }
    }

    #[test]
    fn what_is_asked_planned_or_only_named_is_not() {
        for text in [
            "Place order",
            "Order placing",
            "Order confirmation",
            "Payment",
            "Set price",
            "Reset password",
            "Customer pays",
            "Order is being packed",
            "Order will be shipped",
            "Invoice to be sent",
            "Order must be paid",
            "News feed",
            "Send the need list",
            "Present offer",
            "Order ships",
            "Customer is notified",
            "Payment overdue",
            "Out of stock",
            "Speed exceed limit",
            "Run payroll",
            "Red alert",
            "Will not be delivered",
            "Become member",
            "Cast vote",
            "Lay foundation",
            "Bid for lot",
            "Ground transport",
            "Fuel cost",
            "Sales forecast",
            "They'd order",
        ] {
            assert!(!is_past(text), "{text}");
        }
    }
}
