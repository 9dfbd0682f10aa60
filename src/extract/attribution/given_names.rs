//! Given names that tell a person's gender: the most frequent of English-speaking countries, and
//! frequent ones of other languages. Names that both women and men bear stand on neither list.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::LazyLock;

use rustc_hash::FxHasher;

use super::people::Gender;
use crate::extract::letters::hash_word;

const WOMEN: &str = "mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa \
nancy betty sandra margaret ashley kimberly emily donna michelle carol amanda melissa deborah \
stephanie rebecca laura cynthia kathleen amy angela shirley anna brenda pamela emma nicole helen \
samantha katherine christine debra rachel carolyn janet catherine maria heather diane ruth julie \
olivia joyce victoria lauren christina joan evelyn judith megan andrea cheryl hannah jacqueline \
martha gloria teresa ann anne sara frances kathryn janice jean abigail alice julia judy sophia \
denise amber doris marilyn danielle beverly isabella theresa diana natalie brittany marie kayla \
lori nora ingrid greta astrid elena irina natalia olga svetlana tatiana ana carmen lucia rosa \
fatima aisha leila zainab priya anita sunita yuki keiko akiko kate katie jane sue beth maggie meg \
jill claire clara eva ella lucy rose sylvia sophie chloe melanie tina wendy ellen sally holly erin \
monica tammy vanessa veronica valerie bridget cecilia daniela francesca giulia paola chiara amélie \
élise hélène margot simone yvonne ursula birgit heike petra sabine katja ada ida edith agnes vera \
irene eleanor florence ivy beatrice harriet matilda tamara ruby esther miriam naomi leah";

const MEN: &str = "james john robert michael william david richard joseph thomas charles christopher \
daniel matthew anthony mark donald steven paul andrew joshua kenneth kevin brian george timothy \
ronald edward jason jeffrey ryan jacob gary nicholas eric jonathan stephen larry justin scott \
brandon benjamin samuel gregory frank alexander raymond patrick jack dennis jerry tyler aaron jose \
josé adam nathan henry douglas zachary peter kyle ethan walter noah jeremy christian keith roger \
austin sean gerald carl harold dylan arthur lawrence jesse bryan joe bruce gabriel logan albert \
alan juan wayne elijah randy roy vincent ralph eugene russell philip phillip louis carlos antonio \
miguel luis fernando diego pablo pedro hugo oscar ivan igor vladimir dmitri sergei boris hans klaus \
otto karl heinz jürgen lars sven erik anders henrik ahmed mohammed muhammad mohamed omar ali hassan \
ibrahim abdul yusuf tariq raj sanjay amit rahul vikram hiroshi kenji takashi tom tim jim bob bill \
mike dave steve dan matt jeff greg rick rob ted ben ken ron don ed fred nick tony andy hugh ian \
neil simon graham stuart colin trevor nigel geoffrey clive derek craig gordon malcolm duncan angus \
giovanni luca matteo paolo marco pierre jacques françois michel philippe jean-claude henri rené \
stefan wolfgang jens uwe axel felix emil oliver leon max edwin herbert ernest stanley leonard \
norman warren glenn dean todd chad brad derrick marcus isaac caleb owen liam connor";

/// The gender that a given name tells, by the hash of its lower-case letters.
static GENDERS: LazyLock<HashMap<u64, Gender, BuildHasherDefault<FxHasher>>> =
    LazyLock::new(|| {
        let women = WOMEN.split_whitespace().map(|name| (hash_word(name), Gender::Feminine));
        let men = MEN.split_whitespace().map(|name| (hash_word(name), Gender::Masculine));
        women.chain(men).collect()
    });

/// Returns the gender that a given name tells.
pub(crate) fn gender(name: u64) -> Gender {
    GENDERS.get(&name).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_is_on_both_lists() {
        for name in WOMEN.split_whitespace() {
            assert_eq!(gender(hash_word(name)), Gender::Feminine, "{name}");
        }
        assert_eq!(gender(hash_word("harbour")), Gender::Unknown);
    }
}
