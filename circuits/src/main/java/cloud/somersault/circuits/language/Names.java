package cloud.somersault.circuits.language;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names that are visible at a place of the program: those of its block and of those around. */
final class Names {
    private final @Nullable Names outer;
    private final Map<String, Symbol> own = new HashMap<>();

    private Names(@Nullable Names outer) {
        this.outer = outer;
    }

    static Names outermost() {
        return new Names(null);
    }

    Names inner() {
        return new Names(this);
    }

    boolean isOutermost() {
        return outer == null;
    }

    @Nullable Symbol find(String name) {
        for (Names names = this; names != null; names = names.outer) {
            Symbol symbol = names.own.get(name);
            if (symbol != null) {
                return symbol;
            }
        }
        return null;
    }

    @Nullable Symbol findHere(String name) {
        return own.get(name);
    }

    void put(String name, Symbol symbol) {
        own.put(name, symbol);
    }

    Iterable<String> all() {
        var all = new java.util.TreeSet<String>();
        for (Names names = this; names != null; names = names.outer) {
            all.addAll(names.own.keySet());
        }
        return all;
    }
}
