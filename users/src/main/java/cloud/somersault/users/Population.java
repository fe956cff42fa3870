package cloud.somersault.users;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** All tenants: the k-th comes 1/k as often as the first (Zipf). */
public final class Population {
    private final List<Tenant> tenants;
    private final double[] upTo;

    private Population(List<Tenant> tenants) {
        this.tenants = List.copyOf(tenants);
        this.upTo = new double[tenants.size()];
        double all = 0;
        for (int rank = 0; rank < upTo.length; rank++) {
            all += 1 / (rank + 1.0);
            upTo[rank] = all;
        }
        for (int rank = 0; rank < upTo.length; rank++) {
            upTo[rank] /= all;
        }
    }

    /** So many tenants; each country has one at least, the others go by the countries' shares. */
    public static Population of(List<Country> countries, int count, long seed) {
        if (count < countries.size()) {
            throw new IllegalArgumentException("fewer tenants than countries");
        }
        var random = new SplittableRandom(seed);
        var homes = new ArrayList<Country>();
        while (homes.size() < count - countries.size()) {
            homes.add(draw(countries, random));
        }
        for (var country : countries) { // somewhere among the others, not all at the end
            homes.add(random.nextInt(homes.size() + 1), country);
        }
        var tenants = new ArrayList<Tenant>();
        for (int number = 0; number < count; number++) {
            var home = homes.get(number);
            tenants.add(
                    new Tenant(
                            "%s-%04d".formatted(home.code().toLowerCase(Locale.ROOT), number),
                            home));
        }
        return new Population(tenants);
    }

    private static Country draw(List<Country> countries, SplittableRandom random) {
        double point = random.nextDouble();
        for (var country : countries) {
            point -= country.share();
            if (point < 0) {
                return country;
            }
        }
        return countries.getLast();
    }

    /** All, those who come most often first. */
    public List<Tenant> tenants() {
        return tenants;
    }

    /** One of them, by how often each comes. */
    public Tenant draw(SplittableRandom random) {
        int found = Arrays.binarySearch(upTo, random.nextDouble());
        return tenants.get(Math.min(found < 0 ? -found - 1 : found + 1, tenants.size() - 1));
    }
}
