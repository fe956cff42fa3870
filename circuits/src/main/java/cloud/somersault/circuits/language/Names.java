package cloud.somersault.circuits.language;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names that are visible at a place of the program: those of its block and of those around. A
 * loop's block has a single name, each time anew, and needs no table for it.
 */
final class Names {
    private static final Symbol NOBODY = new Symbol.Broken();

    private final @Nullable Names outer;
    private final String onlyName;
    private final Symbol onlySymbol;
    private Map<String, Symbol> own = Map.of();

    private Names(@Nullable Names outer, String onlyName, Symbol onlySymbol) {
        this.outer = outer;
        this.onlyName = onlyName;
        this.onlySymbol = onlySymbol;
    }

    static Names outermost() {
        return new Names(null, "", NOBODY);
    }

    Names inner() {
        return new Names(this, "", NOBODY);
    }

    /** A block that begins with this name. */
    Names inner(String name, Symbol symbol) {
        return new Names(this, name, symbol);
    }

    boolean isOutermost() {
        return outer == null;
    }

    @Nullable Symbol find(String name) {
        for (Names names = this; names != null; names = names.outer) {
            Symbol symbol = names.findHere(name);
            if (symbol != null) {
                return symbol;
            }
        }
        return null;
    }

    @Nullable Symbol findHere(String name) {
        Symbol symbol = own.isEmpty() ? null : own.get(name);
        return symbol == null && onlyName.equals(name) ? onlySymbol : symbol;
    }

    void put(String name, Symbol symbol) {
        if (own.isEmpty()) {
            own = new HashMap<>();
        }
        own.put(name, symbol);
    }

    Iterable<String> all() {
        var all = new java.util.TreeSet<String>();
        for (Names names = this; names != null; names = names.outer) {
            all.addAll(names.own.keySet());
            all.add(names.onlyName);
        }
        all.remove("");
        return all;
    }
}
