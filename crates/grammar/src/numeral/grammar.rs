//! How parts make a numeral: groups of falling magnitude, joined by «و» or by nothing.

use super::digits::DigitNumber;
use super::item::{Item, Part, Role, Word};
use super::model::{Numeral, Otherwise, Script};
use crate::text::{Gap, Tokens};
use rust_decimal::Decimal;

/// Adds the numerals that begin with the first part: the longest, and where that is more than a run
/// of digits, the digits by themselves.
pub(super) fn parse(tokens: &Tokens, items: &[Item], out: &mut Vec<Numeral>) {
    let Some(head) = items.first().filter(|item| item.begins) else { return };
    let plain = |value, script, last| Numeral::new(head.first, last, value, script);
    // Most numerals are one run of digits.
    if let (1, Part::Digits(number)) = (items.len(), head.part)
        && let DigitNumber {
            value: Some(value), quotient: None, swapped: None, other: None, plain: None, ..
        } = number
        && !value.is_zero()
    {
        return out.push(plain(value, number.script, number.last));
    }
    let mut reader = Reader { items, at: 0, digits: false, words: false };
    let longest = reader.numeral(tokens).filter(|numeral| numeral.last > head.first);
    out.extend(tens(items).filter(|tens| longest.as_ref().is_some_and(|whole| whole.last > tens.last)));
    if let Part::Digits(number) = head.part {
        let quotient = number.quotient;
        if let Some((value, script)) = number.plain {
            out.push(plain(value, script, head.first + 1).or(Otherwise { quotient, ..Otherwise::default() }));
        }
        if let Some(value) = number
            .value
            .filter(|_| longest.as_ref().is_none_or(|whole| whole.last > number.last || whole.ordinal))
        {
            let DigitNumber { script, last, swapped, other, .. } = number;
            out.push(plain(value, script, last).or(Otherwise { quotient, swapped, other, former: None }));
        }
    }
    out.extend(longest);
}

/// «دهه چهل سه کتاب»: tens before a smaller number without «و», which may be a number by themselves.
fn tens(items: &[Item]) -> Option<Numeral> {
    let [head, next, ..] = items else { return None };
    let (Some(tens), Some(ones)) = (head.value(Role::Number), next.value(Role::Number)) else { return None };
    let apart = head.ends && next.gap == Gap::Space;
    let round = tens >= Decimal::from(20) && tens < Decimal::ONE_HUNDRED && ones < Decimal::TEN;
    (apart && round).then(|| Numeral::new(head.first, head.last, tens, Script::Words))
}

/// A position in the parts, and what kinds of part have been read.
struct Reader<'a> {
    items: &'a [Item],
    at: usize,
    digits: bool,
    words: bool,
}

/// A sum below the scale word that follows, and how it was made.
#[derive(Clone, Copy)]
struct Group {
    value: Decimal,
    swapped: Option<Decimal>,
    other: Option<Decimal>,
    ordinal: bool,
}

impl Group {
    const fn of(value: Decimal) -> Self {
        Self { value, swapped: None, other: None, ordinal: false }
    }

    /// The same arithmetic on each reading.
    fn map(self, f: impl Fn(Decimal) -> Option<Decimal>) -> Option<Self> {
        Some(Self {
            value: f(self.value)?,
            swapped: self.swapped.and_then(&f),
            other: self.other.and_then(&f),
            ordinal: self.ordinal,
        })
    }
}

/// A group with its scale words.
struct Step {
    /// Its value, times `scale`.
    group: Group,
    scale: Decimal,
    /// What all that stands before it is multiplied by, too.
    over: Decimal,
    /// Whether an ending closes the numeral.
    closed: bool,
}

impl Reader<'_> {
    fn numeral(&mut self, tokens: &Tokens) -> Option<Numeral> {
        let first = self.items[0].first;
        let negative = self.take(Role::Minus).is_some();
        let mut total: Option<Group> = None;
        let mut magnitude = Decimal::MAX;
        let mut best = None;
        let mut fraction = false;
        let (mut leading, mut head) = (Decimal::ONE, Decimal::ZERO);
        let mut closed = false;
        loop {
            let before = (self.at, self.digits, self.words);
            let joined = total.is_some() && self.take(Role::And).is_some();
            if joined && self.role() == Some(Role::Half) && magnitude < Decimal::MAX {
                // «دو میلیون و نیم»: half of the last scale.
                self.at += 1;
                let half = magnitude.checked_mul(Decimal::new(5, 1))?;
                total = total.and_then(|sum| sum.map(|v| v.checked_add(half)));
                best = total.zip(self.end()).or(best);
                break;
            }
            let Some(Step { group, scale, over, closed: closes }) =
                self.group(total.is_some(), joined, magnitude)
            else {
                (self.at, self.digits, self.words) = before;
                break;
            };
            total = match total {
                None => Some(group),
                Some(sum) => {
                    group.map(|v| v.checked_add(sum.value)).map(|g| Group { swapped: None, other: None, ..g })
                }
            };
            // «۳ میلیون و ۹۰۰ هزار میلیارد»: the larger scale word multiplies all that stands before it.
            total = total.and_then(|sum| sum.map(|v| v.checked_mul(over)));
            total?;
            leading = leading.checked_mul(over)?;
            if best.is_none() {
                head = group.value;
                leading = if self.at == 1 && scale == Decimal::ONE_THOUSAND { Decimal::ONE } else { scale };
            }
            best = total.zip(self.end()).or(best);
            magnitude = if over > Decimal::ONE { over } else { scale };
            closed = closes;
            if group.ordinal || closed || magnitude == Decimal::ONE {
                break;
            }
        }
        if let Some((sum, _)) = best
            && let Some((value, end)) = self.fraction_of(sum)
        {
            best = Some((Group::of(value), end));
            fraction = true;
        } else if let Some((sum, _)) = best
            && let Some((value, end)) = self.with_parts(sum)
        {
            best = Some((Group::of(value), end));
        }
        // «½», «۱⁄۲» by itself.
        fraction |= self.at == 1
            && match self.items[0].part {
                Part::Word(word) => word.role == Role::Share,
                Part::Digits(number) => number.quotient.is_some() && number.quotient == number.value,
            };
        let (mut sum, mut last) = best?;
        if let Some(end) = self.ordinal_suffix(last, sum) {
            (sum.ordinal, last) = (true, end);
        }
        let sign = if negative { -Decimal::ONE } else { Decimal::ONE };
        let only = (self.at == 1).then(|| self.items[0]);
        let quotient = match only.map(|item| item.part) {
            Some(Part::Digits(number)) => number.quotient,
            _ => None,
        };
        let script = match (only.map(|item| item.part), self.digits, self.words) {
            (Some(Part::Digits(number)), ..) => number.script,
            (_, true, true) => Script::Mixed,
            (_, true, false) => Script::Marked,
            _ => Script::Words,
        };
        debug_assert!((last as usize) <= tokens.list.len());
        let otherwise = Otherwise {
            former: self.former(sum.value, head).map(|v| v * sign),
            quotient,
            swapped: sum.swapped.map(|v| v * sign),
            other: sum.other.map(|v| v * sign),
        };
        let numeral = Numeral {
            scale: leading,
            ordinal: sum.ordinal,
            fraction,
            closed,
            doubtful: self.is_doubtful(),
            ..Numeral::new(first, last, sum.value * sign, script)
        };
        Some(numeral.or(otherwise))
    }

    /// A coefficient and its scale words, of smaller magnitude than what stands before.
    fn group(&mut self, inner: bool, joined: bool, magnitude: Decimal) -> Option<Step> {
        // Without «و» only words follow on: «هزار سیصد», never «۱۳۹۹ ۲۵».
        if inner
            && !joined
            && !matches!(self.role(), Some(Role::Number | Role::Scale | Role::Ordinal | Role::Rank))
        {
            return None;
        }
        let start = self.at;
        let mut group = match self.items.get(self.at)?.part {
            Part::Digits(number) => {
                self.at += 1;
                self.digits = true;
                Group { value: number.value?, swapped: number.swapped, other: number.other, ordinal: false }
            }
            Part::Word(_) => self.below_thousand()?,
        };
        let bare = self.at == start;
        if !group.ordinal && !bare {
            group = self.with_fraction(group)?;
        }
        let (mut scale, mut lowest) = (Decimal::ONE, None);
        while let Some(word) = self.peek(Role::Scale).filter(|_| !group.ordinal) {
            // A scale word by itself goes on with a numeral only where it is «هزار».
            if bare && inner && scale == Decimal::ONE && word != Decimal::ONE_THOUSAND {
                return None;
            }
            self.at += 1;
            self.words = true;
            lowest = lowest.or(Some(word));
            scale = scale.checked_mul(word)?;
        }
        let mut closed = false;
        let alone = bare && scale == Decimal::ONE;
        if let Some(word) = self.peek(Role::LastScale).filter(|_| !group.ordinal && !alone) {
            self.at += 1;
            self.words = true;
            closed = true;
            scale = scale.checked_mul(word)?;
        }
        if scale == Decimal::ONE_THOUSAND
            && !closed
            && let Some((sum, larger, ends)) = self.thousands_of(group)
        {
            (group, scale, closed, lowest) = (sum, larger, ends, Some(Decimal::ONE));
        }
        // «سه هزارمین», «۱۰ میلیاردمین»: an ordinal scale word that is no denominator.
        if let Some(word) =
            self.peek(Role::Rank).filter(|word| !bare && !group.ordinal && *word >= Decimal::ONE_THOUSAND)
        {
            self.at += 1;
            self.words = true;
            scale = scale.checked_mul(word)?;
            group.ordinal = true;
        }
        if bare && scale == Decimal::ONE {
            return None;
        }
        let mut over = Decimal::ONE;
        if scale >= magnitude
            && let Some(lowest) = lowest.filter(|lowest| *lowest <= Decimal::ONE_THOUSAND)
            && group.value.is_integer()
            && !group.ordinal
        {
            over = scale.checked_div(lowest).filter(|over| *over >= magnitude)?;
            scale = lowest;
        }
        if scale >= magnitude || group.value >= magnitude {
            return None;
        }
        group = group.map(|v| v.checked_mul(scale))?;
        if over > Decimal::ONE && group.value >= magnitude {
            return None;
        }
        // «یک میلیون شش صفر»: so small a number without «و» counts something else.
        if inner && !joined && group.value < Decimal::ONE_HUNDRED {
            return None;
        }
        // An ordinal scale word ends the numeral: «سه هزارم» is left to fractions.
        Some(Step { group, scale, over, closed })
    }

    /// «۴۷ هزار و ۵۷۴ میلیارد»: thousands and ones together are the coefficient of the larger scale word.
    fn thousands_of(&mut self, group: Group) -> Option<(Group, Decimal, bool)> {
        let before = (self.at, self.digits, self.words);
        let read = self.larger_scale(group);
        if read.is_none() {
            (self.at, self.digits, self.words) = before;
        }
        read
    }

    fn larger_scale(&mut self, group: Group) -> Option<(Group, Decimal, bool)> {
        self.take(Role::And)?;
        let ones = match self.items.get(self.at)?.part {
            Part::Digits(number) => {
                self.at += 1;
                self.digits = true;
                number.value?
            }
            Part::Word(_) => self.below_thousand().filter(|ones| !ones.ordinal)?.value,
        };
        let mut scale = Decimal::ONE;
        while let Some(word) = self.take(Role::Scale) {
            scale = scale.checked_mul(word)?;
        }
        let last = self.take(Role::LastScale);
        scale = scale.checked_mul(last.unwrap_or(Decimal::ONE))?;
        if scale <= Decimal::ONE_THOUSAND {
            return None;
        }
        self.words = true;
        let fits = group.value.is_integer() && ones.is_integer() && ones < Decimal::ONE_THOUSAND;
        let sum = group.value.checked_mul(Decimal::ONE_THOUSAND)?.checked_add(ones)?;
        fits.then_some((Group::of(sum), scale, last.is_some()))
    }

    /// Number words below a thousand; a bare scale word gives one and takes nothing.
    fn below_thousand(&mut self) -> Option<Group> {
        if self.role() == Some(Role::Scale) {
            return Some(Group::of(Decimal::ONE));
        }
        if let Some(share) = self.take(Role::Share) {
            self.digits = true;
            return Some(Group::of(share));
        }
        if self.role() == Some(Role::Half) {
            self.at += 1;
            self.words = true;
            return Some(Group::of(Decimal::new(5, 1)));
        }
        let hundred = Decimal::ONE_HUNDRED;
        let mut sum = Decimal::ZERO;
        let mut room = Decimal::ONE_THOUSAND;
        let mut any = false;
        loop {
            let before = self.at;
            let joined = any && self.take(Role::And).is_some();
            // «صد و ۲۰»: digits where a word could stand.
            if joined && let Some(value) = self.plain_digits().filter(|value| *value < room) {
                self.at += 1;
                self.digits = true;
                return Some(Group::of(sum + value));
            }
            let ordinal = self.peek(Role::Ordinal).or_else(|| self.peek(Role::Rank));
            if let Some(value) = ordinal.filter(|value| *value < room && (!any || joined)) {
                self.at += 1;
                self.words = true;
                return Some(Group { ordinal: true, ..Group::of(sum + value) });
            }
            let Some(value) = self.peek(Role::Number).filter(|value| *value < room) else {
                self.at = before;
                break;
            };
            self.at += 1;
            self.words = true;
            // «چهار صد»: a unit before the word for hundred multiplies it.
            if value < Decimal::TEN
                && value > Decimal::ONE
                && room > hundred
                && self.peek(Role::Number) == Some(hundred)
            {
                self.at += 1;
                sum += value * hundred;
                room = hundred;
            } else {
                sum += value;
                room = if value >= hundred {
                    hundred
                } else if value >= Decimal::from(20) {
                    Decimal::TEN
                } else {
                    Decimal::ZERO
                };
            }
            any = true;
        }
        any.then(|| Group::of(sum))
    }

    /// Whether the parts read are a word that is another one too, by itself or behind one small number.
    fn is_doubtful(&self) -> bool {
        let doubtful = |item: &Item| matches!(item.part, Part::Word(Word { doubtful: true, .. }));
        match self.items.get(..self.at) {
            Some([only]) => doubtful(only),
            Some([number, last]) => {
                let value = match number.part {
                    Part::Digits(digits) => digits.value,
                    Part::Word(word) => Some(word.value),
                };
                doubtful(last) && value.is_some_and(|value| value < Decimal::TEN)
            }
            _ => false,
        }
    }

    /// The value with a scale word of the first group as it was worth to others.
    fn former(&self, value: Decimal, head: Decimal) -> Option<Decimal> {
        let mut words = self.items.get(..self.at)?.iter().filter_map(|item| match item.part {
            Part::Word(word) => Some((word.value, word.former?)),
            Part::Digits(_) => None,
        });
        let (worth, former) = words.next().filter(|_| head > Decimal::ZERO)?;
        let less = head.checked_div(worth)?.checked_mul(worth.checked_sub(former)?)?;
        value.checked_sub(less)
    }

    /// The value of digits without marks or zeros before them.
    fn plain_digits(&self) -> Option<Decimal> {
        match self.items.get(self.at)?.part {
            Part::Digits(DigitNumber { value, script: Script::Digits { padded: false, .. }, .. }) => {
                value.filter(|value| !value.is_zero())
            }
            _ => None,
        }
    }

    /// «½», «و نیم», «ممیز …» behind a coefficient.
    fn with_fraction(&mut self, group: Group) -> Option<Group> {
        let before = (self.at, self.words);
        if group.value.is_integer()
            && let Some(share) = self.take(Role::Share)
        {
            self.digits = true;
            return group.map(|v| v.checked_add(share));
        }
        if self.take(Role::And).is_some() && self.take(Role::Half).is_some() {
            self.words = true;
            return group.map(|v| v.checked_add(Decimal::new(5, 1)));
        }
        (self.at, self.words) = before;
        if self.take(Role::Point).is_some() {
            self.words = true;
            let part = match self.items.get(self.at).map(|item| item.part) {
                Some(Part::Digits(number)) => {
                    self.at += 1;
                    self.digits = true;
                    number.value
                }
                _ => self.below_thousand().map(|g| g.value),
            };
            if let Some(mut part) = part.filter(Decimal::is_integer) {
                // «دو ممیز هفتاد و پنج صدم» names the place; «دو ممیز هفتاد و پنج» does not.
                let before = self.at;
                part = match self.place().filter(|place| is_power_of_ten(*place)) {
                    Some(place) => part.checked_div(place)?,
                    None => {
                        self.at = before;
                        let digits = part.to_string().len() as u32;
                        part.set_scale(digits).ok()?;
                        part
                    }
                };
                return group.map(|v| v.checked_add(part));
            }
            (self.at, self.words) = before;
        }
        Some(group)
    }

    /// «سه چهارم», «هشتاد و پنج صدم», «پنج ده هزارم»: a numeral and an ordinal of more, without «و».
    fn fraction_of(&mut self, sum: Group) -> Option<(Decimal, u32)> {
        if sum.ordinal
            || !sum.value.is_integer()
            || sum.value.is_zero()
            || self.items.get(self.at)?.gap == Gap::None
        {
            return None;
        }
        let before = self.at;
        let place = self.place().filter(|place| *place >= Decimal::TWO && sum.value < *place);
        let Some(place) = place else {
            self.at = before;
            return None;
        };
        self.words = true;
        Some((sum.value.checked_div(place)?, self.end()?))
    }

    /// A denominator: an ordinal, or ten or a hundred and a larger one («ده هزارم»).
    fn place(&mut self) -> Option<Decimal> {
        let times =
            self.peek(Role::Number).filter(|times| *times == Decimal::TEN || *times == Decimal::ONE_HUNDRED);
        if times.is_some() {
            self.at += 1;
        }
        let place = self.take(Role::Ordinal)?;
        match times {
            Some(times) if place >= Decimal::ONE_THOUSAND => times.checked_mul(place),
            Some(_) => None,
            None => Some(place),
        }
    }

    /// «سه و چهارده صدم», «دو و یک سوم»: a whole number and a fraction.
    fn with_parts(&mut self, sum: Group) -> Option<(Decimal, u32)> {
        let before = (self.at, self.digits, self.words);
        let read = self.parts(sum);
        if read.is_none() {
            (self.at, self.digits, self.words) = before;
        }
        read
    }

    fn parts(&mut self, sum: Group) -> Option<(Decimal, u32)> {
        if sum.ordinal || !sum.value.is_integer() {
            return None;
        }
        self.take(Role::And)?;
        let numerator =
            self.below_thousand().filter(|group| !group.ordinal && group.value >= Decimal::ONE)?;
        let (part, end) = self.fraction_of(numerator)?;
        Some((sum.value.checked_add(part)?, end))
    }

    /// «۱۳ام»: an ending that makes the digits before it ordinal.
    fn ordinal_suffix(&mut self, last: u32, sum: Group) -> Option<u32> {
        let item = self.items.get(self.at)?;
        if item.first != last
            || sum.ordinal
            || !sum.value.is_integer()
            || item.role() != Some(Role::OrdinalSuffix)
        {
            return None;
        }
        self.at += 1;
        self.words = true;
        Some(item.last)
    }

    /// The token after the parts read so far, if they end where a token ends.
    fn end(&self) -> Option<u32> {
        let item = self.items.get(self.at.checked_sub(1)?)?;
        item.ends.then_some(item.last)
    }

    fn role(&self) -> Option<Role> {
        self.items.get(self.at)?.role()
    }

    fn peek(&self, role: Role) -> Option<Decimal> {
        self.items.get(self.at)?.value(role)
    }

    fn take(&mut self, role: Role) -> Option<Decimal> {
        let value = self.peek(role)?;
        self.at += 1;
        Some(value)
    }
}

fn is_power_of_ten(value: Decimal) -> bool {
    let mut power = Decimal::TEN;
    while power < value {
        power *= Decimal::TEN;
    }
    power == value
}
