//! Finding quotations in a text, and who said them.
