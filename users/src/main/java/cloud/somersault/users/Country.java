package cloud.somersault.users;

import java.time.ZoneId;
import java.util.Locale;

/**
 * A country that users come from.
 *
 * @param code ISO 3166, two letters
 * @param zone whose hours its people keep
 * @param share of all tenants
 */
public record Country(String code, ZoneId zone, double share) {

    /** Its English name. */
    public String name() {
        return Locale.of("", code).getDisplayCountry(Locale.ENGLISH);
    }
}
