package dev.vibe.workspace.edit;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Words, in languages other than English, of a remark that stands for left-out code. A remark is
 * one if it consists of such words alone and says that something stays as it was, or speaks of the
 * rest of the code.
 */
final class LeftOutWords {

  /** Languages in the order of how much is written in them; each is a row of words. */
  private static final List<LeftOutWords> LANGUAGES =
      List.of(
          joined(
              "其余|其他|剩余|剩下|余下|原有|现有|已有",
              "代码|函数|方法|部分|内容|逻辑|实现|文件|类|同上|相同|一样",
              "保持不变|不变|没有变化|无变化|未修改|未改动|省略|略|保持原样|与之前相同|和之前一样|同之前",
              "的|此处|这里|所有|均|都|部分|与|和|上面|之前|保持"),
          joined(
              "残り|その他|他|既存|以降|以下|元",
              "コード|関数|メソッド|部分|内容|処理|実装|ファイル|同様|同じ|そのまま",
              "変更なし|変更はありません|変更無し|省略|割愛|以前と同じ|元のまま",
              "の|は|が|を|と|も|ここ|すべて|全て|です"),
          spaced(
              "나머지|기존|다른|이하",
              "코드는?|함수는?|메서드는?|부분은?|내용은?|구현은?|파일은?|동일|같음|동일함|그대로",
              "변경 ?없음|변경되지 않음|생략|이전과 동일|이전과 같음|그대로 유지",
              "의|는|은|모든|여기|함|됨"),
          spaced(
              "resto|restante|existente|otros?|otras?|demás",
              "códigos?|codigo|funci[oó]n|funciones|m[eé]todos?|clase|archivo|contenido|l[oó]gica|igual",
              "sin (?:cambios|modificar|modificaciones)|igual que antes|como antes|no"
                  + " cambia|omitid[oa]s?",
              "el|la|los|las|lo|del?|se|es|está|permanece|queda|mantiene|sigue|todo|aquí|y"),
          spaced(
              "reste|restante?s?|existante?s?|autres?",
              "code|fonctions?|méthodes?|classe|fichier|contenu|logique|identiques?|pareil",
              "inchangée?s?|sans changements?|sans modifications?|comme avant|ne change"
                  + " pas|omise?s?",
              "le|la|les|du|de|des|est|sont|reste|tout|ici|et|l'|d'|même"),
          spaced(
              "rest|restlicher?|restliche[ns]?|übriger?|übrige[ns]?|bestehender?|vorhandener?|anderen?",
              "codes?|funktion(?:en)?|methoden?|klassen?|datei|inhalt|logik|gleich|identisch",
              "unverändert|wie (?:zuvor|bisher|vorher|gehabt|oben)|weggelassen|ausgelassen|gekürzt"
                  + "|keine änderungen?",
              "der|die|das|des|vom|von|bleib(?:t|en)|ist|sind|alles|hier|und"),
          spaced(
              "resto|restante|esistenti?|altr[oie]",
              "codice|funzion[ei]|metod[oi]|classe|file|contenuto|logica|uguale|identico",
              "invariat[oaie]|senza modifiche|come prima|omess[oaie]|non cambia",
              "il|la|le|lo|i|gli|del|della|dell'|è|sono|rimane|resta|tutto|qui|e"),
          spaced(
              "resto|restantes?|existentes?|outr[oa]s?|demais",
              "códigos?|codigo|funç(?:ão|ões)|métodos?|classe|arquivo|ficheiro|conteúdo|lógica|igual",
              "inalterad[oa]s?|sem (?:alterações|alteração|mudanças)|como antes|igual a antes"
                  + "|omitid[oa]s?",
              "o|a|os|as|do|da|de|é|são|está|permanece|continua|mantém-se|fica|tudo|aqui|e"),
          spaced(
              "остальн(?:ой|ое|ая|ые|ая часть)|оставшийся|существующий|остаток",
              "код|кода|функци[яи]|методы?|класс|файла?|содержимое|логика|так же|прежний",
              "без изменений|не меняется|не изменил(?:ся|ось)|как (?:раньше|прежде|было)"
                  + "|пропущено|опущено",
              "весь|всё|все|здесь|и|остаётся|остается|часть"),
          spaced(
              "reszta|pozostał[aeyi]|istniejąc[ay]|inne",
              "kodu?|funkcj[aie]|metody?|klasy|pliku|logika|tak[ai]? sam[aoy]?",
              "bez zmian|niezmienion[aey]|jak (?:wcześniej|poprzednio)|pominięt[oaye]",
              "jest|są|pozostaje|tutaj|i|cała?"),
          spaced(
              "rest|resterende|bestaande|overige",
              "code|functies?|methodes?|klasse|bestand|inhoud|logica|hetzelfde|gelijk",
              "ongewijzigd|onveranderd|zoals (?:voorheen|eerder)|weggelaten",
              "de|het|van|blijft|is|zijn|alles|hier|en"),
          spaced(
              "geri kalan|kalan|mevcut|diğer",
              "kod|kodun?|fonksiyon(?:lar)?|metotlar|dosya|içerik|aynı",
              "değişmedi|değişiklik yok|değişmeden|önceki gibi|atlandı",
              "kısım|kısmı|tüm|burada|ve|kalır"));

  private final Pattern whole;
  private final Pattern stays;
  private final Pattern rest;
  private final Pattern ofWhat;

  private LeftOutWords(String rest, String ofWhat, String stays, String filling, String end) {
    this.whole =
        between("(?:(?:" + stays + "|" + rest + "|" + ofWhat + "|" + filling + ")", end + ")+");
    this.stays = between("(?:" + stays + ")", end);
    this.rest = between("(?:" + rest + ")", end);
    this.ofWhat = between("(?:" + ofWhat + ")", end);
  }

  private static Pattern between(String words, String end) {
    String begin = end.isEmpty() ? "" : "(?:^|(?<=\\s|'))";
    return Pattern.compile(begin + words + end);
  }

  /** Of a language that writes its words without blanks. */
  private static LeftOutWords joined(String rest, String ofWhat, String stays, String filling) {
    return new LeftOutWords(rest, ofWhat, stays, filling, "");
  }

  private static LeftOutWords spaced(String rest, String ofWhat, String stays, String filling) {
    return new LeftOutWords(rest, ofWhat, stays, filling, "(?:\\s+|$|(?<='))");
  }

  /** Whether a remark in small letters, without punctuation, says nothing but that. */
  static boolean areAllOf(String remark) {
    String dense = remark.replace(" ", "");
    return LANGUAGES.stream()
        .anyMatch(each -> each.isIt(remark) || (!dense.equals(remark) && each.isIt(dense)));
  }

  private boolean isIt(String remark) {
    return whole.matcher(remark).matches()
        && (stays.matcher(remark).find()
            || (rest.matcher(remark).find() && ofWhat.matcher(remark).find()));
  }
}
