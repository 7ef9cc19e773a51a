//! Whether the notes of a wall that names no language are in English.

use model::words::tokens;

use super::past::is_past;

/// Words that stand on many English walls and mean nothing in the languages that share its letters.
const COMMON: &str = "\
    accept account add address after agree and any apply appointment approve are ask assign available before bill book \
    booking borrow break bring buy buyer call cancel card carry change charge choose claim close collect confirm create \
    customer daily day deal decide delete deliver delivery deny due each email employee end enter every file find for \
    friend from fulfil give goods guest help hire how invite invoice issue join keep late leave lend loan lost mail \
    make manager meeting member money month move night notify offer order overdue owner pack patient pay payment person \
    pick place policy price prepare publish purchase quote rate receive record refund register reject release remind \
    remove rent request requests reserve return review room schedule seat sell seller send settle shelf ship shipment \
    show sign staff stock submit supplier take team the their then ticket until update user vehicle view warehouse week \
    what when whenever where which who with withdraw work write yearly your";

/// On a smaller wall nothing can be told.
const FEWEST: usize = 6;
/// One note of so many shows English on every wall that is in it.
const ONE_OF: usize = 5;

/// False where hardly a note has a word of English; true where there are too few notes to tell.
pub fn looks_english<'a>(texts: impl IntoIterator<Item = &'a str>) -> bool {
    let latin = |text: &&str| text.chars().any(|c| c.is_ascii_alphabetic());
    let (mut notes, mut english) = (0, 0);
    for text in texts.into_iter().filter(latin) {
        notes += 1;
        english += usize::from(shows_english(text));
    }
    notes < FEWEST || english * ONE_OF >= notes
}

fn shows_english(text: &str) -> bool {
    let common = |word: &String| COMMON.split(' ').any(|w| w == word);
    is_past(text) || tokens(text).iter().any(common)
}

#[cfg(test)]
mod tests {
    use super::looks_english;

    fn of(wall: &str) -> bool {
        looks_english(wall.split(", "))
    }

    #[test]
    fn english_walls() {
        for wall in [
            "Place order, Order, Order placed, Pay, Payment, Payment received",
            "Consign lot, Lot, Lot consigned, Bring down hammer, Hammer came down, Auctioneer",
            // events that are worded badly are still English
            "Order placement, Payment, Delivery, Cancellation, Refund of money, Shipping",
            "A, B",
        ] {
            assert!(of(wall), "{wall}");
        }
    }

    #[test]
    fn walls_in_other_languages() {
        for wall in [
            "Bestellung aufgeben, Bestellung, Bestellung aufgegeben, Rechnung stellen, Rechnung, Rechnung gestellt",
            "Passer commande, Commande, Commande passée, Annuler commande, Commande annulée, Client",
            "Realizar pedido, Pedido, Pedido realizado, Emitir factura, Factura, Factura emitida",
            "Bestelling plaatsen, Bestelling, Bestelling geplaatst, Factuur opstellen, Factuur, Klant",
            "Złóż zamówienie, Zamówienie, Złożono zamówienie, Anuluj, Klient, Anulowano zamówienie",
            "Lägg order, Kund, Beställning lagd, Betala faktura, Faktura, Faktura betald",
        ] {
            assert!(!of(wall), "{wall}");
        }
    }
}
