//! Given names that tell a person's gender: the most frequent of English-speaking countries, and
//! frequent ones of other languages. Names that both women and men bear stand on neither list.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::LazyLock;

use rustc_hash::FxHasher;

use super::people::Gender;
use crate::extract::letters::hash_word;

const WOMEN: &str = "mary patricia jennifer linda elizabeth barbara susan jessica sarah karen \
lisa nancy betty sandra margaret ashley kimberly emily donna michelle carol amanda melissa \
deborah stephanie rebecca laura cynthia kathleen amy angela shirley anna brenda pamela emma \
nicole helen samantha katherine christine debra rachel carolyn janet catherine maria heather \
diane ruth julie olivia joyce victoria lauren christina joan evelyn judith megan andrea cheryl \
hannah jacqueline martha gloria teresa ann anne sara frances kathryn janice jean abigail alice \
julia judy sophia denise amber doris marilyn danielle beverly isabella theresa diana natalie \
brittany marie kayla lori nora ingrid greta astrid elena irina natalia olga svetlana tatiana ana \
carmen lucia rosa fatima aisha leila zainab priya anita sunita yuki keiko akiko kate katie jane \
sue beth maggie meg jill claire clara eva ella lucy rose sylvia sophie chloe melanie tina wendy \
ellen sally holly erin monica tammy vanessa veronica valerie bridget cecilia daniela francesca \
giulia paola chiara amélie élise hélène margot simone yvonne ursula birgit heike petra sabine \
katja ada ida edith agnes vera irene eleanor florence ivy beatrice harriet matilda tamara ruby \
esther miriam naomi leah marcia gemma siobhan aoife niamh sinead sinéad ciara roisin róisín orla \
deirdre maeve fiona isla eilidh morag mhairi catriona rhiannon cerys carys bethan sian siân nerys \
gwen gwyneth angharad imogen phoebe jemima cordelia rosalind philippa felicity penelope prudence \
harriette henrietta georgina charlotte amelia daisy freya emilia elsie maisie millie evie esme \
alexandra cassandra lydia louisa louise josephine josie genevieve gabrielle gabriela juliet \
juliette juliana yolanda consuelo dolores esperanza guadalupe inés lourdes marisol milagros pilar \
rocío soledad ximena camila valentina mariana catalina adriana alejandra beatriz claudia elisa \
estela graciela leticia lorena luisa magdalena margarita raquel silvia susana verónica isabel \
isabelle michèle brigitte chantal colette corinne delphine élodie françoise geneviève ghislaine \
laetitia monique nadine nathalie odile sandrine solange sylvie thérèse valérie véronique amina \
khadija zahra maryam mariam yasmin yasmine samira nadia layla soraya farah hala rania salma \
zeinab safiya aaliyah hafsa noura huda lubna anjali deepa divya geeta indira kavita lakshmi lata \
meena meera neha nisha padma pooja radha rekha ritu sangeeta shreya sonia sushma swati uma usha \
vandana emiko fumiko haruka hiroko kumiko mariko michiko midori misaki naoko noriko sachiko \
sayuri tomoko yoko yumi anastasia daria ekaterina galina ksenia lyudmila ludmila larisa marina \
nadezhda oksana polina raisa valentyna yulia zoya olena iryna agnieszka małgorzata beata ewa \
grażyna halina joanna katarzyna krystyna zofia adele adrienne alicia alison allison alyssa amelie \
annabel annabelle annette antonia antoinette ariana arlene audrey ava belinda bernadette bernice \
bertha bethany blanche bonnie briana candace candice carla carrie cassie celeste celia charlene \
cherie clarissa colleen constance cora daphne darlene deanna debbie delia desiree dina dorothy \
edna eileen elaine elise eliza eloise elsa emmeline enid erica erika ernestine estelle eunice \
eugenia frieda gail geraldine gertrude gina giselle gladys glenda gretchen gwendolyn hattie hazel \
heidi hilda hillary ilse ines ingeborg iris isobel jacquelyn janelle janine jasmine jeanette \
jeanne jenna jenny jess jillian joann joanne jocelyn jodie johanna josefina juanita judi justine \
karin karina kathy katrina kelsey kerstin krista kristen kristin kristina kristine kirsten kirsty \
lana lara latoya lauryn leanne lena lenora leona leonora lila liliana lillian linnea liz liza \
lois lola loretta lorna lorraine lottie louella lucille lucinda luella lynne mabel mackenzie \
madeleine madeline mallory mandy marcella margarethe margery margie marguerite marianne maribel \
marisa marjorie marlene marsha maud maude maureen maxine mavis melinda melody meredith michaela \
mildred millicent mindy minnie miranda mollie molly muriel myra myrna nancie nell nellie nettie \
nina noelle noreen olwen ophelia patsy patti paula paulette pauline peggy petronella priscilla \
ramona rebekah regina renee renée rhonda rita roberta rochelle rosalie rosanna roseanne rosemary \
roxanne sabrina sadie saskia selena selma serena sharon sheila shelley shelly sheri sherri sherry \
sheryl sonja sonya stella susanna susannah susanne suzanne svenja tabitha tania tanya tara tasha \
thelma tiffany tracey traci trina trudy velma verna veronika vicki vicky viola violet viviane \
vivienne wanda wilhelmina wilma winifred winnie yvette zelda zoe zoë kamala ivanka melania \
condoleezza ivana nikki kellyanne tulsi ilhan ayanna pramila ngozi chiamaka adaeze folake \
funmilayo yetunde ifeoma nneka amara wanjiru nyambura akinyi thandiwe nomvula zanele lindiwe \
busisiwe";

const MEN: &str = "james john robert michael william david richard joseph thomas charles \
christopher daniel matthew anthony mark donald steven paul andrew joshua kenneth kevin brian \
george timothy ronald edward jason jeffrey ryan jacob gary nicholas eric jonathan stephen larry \
justin scott brandon benjamin samuel gregory frank alexander raymond patrick jack dennis jerry \
tyler aaron jose josé adam nathan henry douglas zachary peter kyle ethan walter noah jeremy \
christian keith roger austin sean gerald carl harold dylan arthur lawrence jesse bryan joe bruce \
gabriel logan albert alan juan wayne elijah randy roy vincent ralph eugene russell philip phillip \
louis carlos antonio miguel luis fernando diego pablo pedro hugo oscar ivan igor vladimir dmitri \
sergei boris hans klaus otto karl heinz jürgen lars sven erik anders henrik ahmed mohammed \
muhammad mohamed omar ali hassan ibrahim abdul yusuf tariq raj sanjay amit rahul vikram hiroshi \
kenji takashi tom tim jim bob bill mike dave steve dan matt jeff greg rick rob ted ben ken ron \
don ed fred nick tony andy hugh ian neil simon graham stuart colin trevor nigel geoffrey clive \
derek craig gordon malcolm duncan angus giovanni luca matteo paolo marco pierre jacques françois \
michel philippe jean-claude henri rené stefan wolfgang jens uwe axel felix emil oliver leon max \
edwin herbert ernest stanley leonard norman warren glenn dean todd chad brad derrick marcus isaac \
caleb owen liam connor aidan alastair alasdair alistair aled alfie alfred ambrose angelo \
archibald archie armand armando arnold arturo augustus barnaby barry bart bartholomew basil \
benedict benito benny bernard bernardo bernie bertrand boyd bradford bradley brendan brent brett \
brody burt byron calvin cecil cedric cesar césar chester christoph christophe chuck clarence \
clayton clement cliff clifford clint clyde cody conrad cornelius curtis cyril cyrus damian damien \
damon darrell darren darryl declan delbert dermot desmond dexter dick dietrich dirk dmitry \
dominic dominick domingo doug dougal duane dudley dustin dwayne dwight eamon eamonn éamonn eddie \
edgar edmond edmund eduardo efraín eli elias elliott elmer elton emmanuel emilio emmett enrique \
ernesto esteban ewan evan everett fabian fabio federico fergus fidel finlay floyd francisco franz \
frederick frédéric friedrich fritz gareth garrett gavin gene geoff georg georges gerard gérard \
gerhard gianni gideon gilbert giles gino giorgio giuseppe godfrey grégoire grover guillaume \
guillermo gunther gustav gustavo hamish hank hector héctor heinrich herman hernán homer horace \
horst howie hubert humberto humphrey ibrahima ignacio irving ismail iván jaime jake jamal jared \
jarrod javier jean-paul jean-pierre jeb jed jermaine jerome jérôme jimmy joachim joaquín joel \
johan johann johannes johnny jon jonah jonas jonny jorge josef josep jost juergen julián julio \
julius kareem karim keir kelvin kirk klaus-peter konrad konstantin kurt laurent laurence lawson \
lenny leo leonardo leopold leroy lester levi lewis lloyd lonnie lorenzo lou louie lucas lucian \
ludwig luigi luke lyndon magnus malachy manfred manuel marcel marcelo marcin mariano mario marlon \
martin martín matthias maurice mauricio maximilian maynard melvin mervyn micah mick mickey mikael \
mikhail miles milo mitch mitchell mitt mohamad mohammad moses moshe myron nate nathaniel ned \
nicolás nico niall nikolai nikolaus nils olaf ollie orlando orville oswald otis owain pádraig \
paddy patricio percy pete phil piers pierre-louis piotr quentin quincy rafael raf raheem rainer \
ralf ramiro ramón randall randolph raúl reggie reginald reinhard reuben rhys ricardo ricky rishi \
robbie roberto roderick rodney rodolfo rodrigo roland rolf roscoe rudolf rudolph rudy rufus \
rupert russ salvador salvatore sandro saul sebastian sebastián serge sergio seth seymour shane \
shaun shawn sid silas spencer spiro stan stewart sylvester taras teddy terence terrance terrence \
theodore thierry thom timmy tobias toby tommy travis tristan troy tyrone ulrich valentín vaughn \
vern viktor víctor victor vince vincenzo virgil vitaly vito vladislav volker waldo wally walt \
wendell werner wilbur wilfred willard willem willie willy winston woodrow xavier yannick yevgeny \
yuri yves zack zach zeke barack ahmad mahmoud mustafa khalid khaled hussein hamid nasser rashid \
salman samir walid yasser youssef yousef zaid bashar recep mehmet emre murat kemal arjun arvind \
ashok deepak dinesh ganesh gopal harish karthik manish mohan mukesh naveen nikhil nitin prakash \
pradeep rajesh rajiv rakesh ramesh ravi rohan sachin sandeep sunil suresh vijay vinod vivek \
daisuke haruto hideo hiroki ichiro isamu jiro junichi kazuo kenta koji masahiro masaru naoki \
noboru osamu ryo satoshi shigeru shinji shinzo taro tatsuya toshio yasuo yoshihiro yukio \
chukwuemeka emeka chinedu obinna oluwaseun babatunde kwame kofi kwabena thabo sipho themba \
jabulani mandla gheorghe nicolae bogdan dragan goran zoran slobodan aleksandr alexei aleksei \
anatoly andrei arkady artem fyodor gennady grigory kirill leonid maksim maxim mikhailo oleg pavel \
ruslan stanislav timur vadim vasily vyacheslav wojciech tomasz krzysztof grzegorz jarosław \
andrzej mateusz mariusz";

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
