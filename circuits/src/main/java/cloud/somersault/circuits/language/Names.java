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
    private final boolean subroutine;
    private Map<String, Symbol> own = Map.of();

    private Names(@Nullable Names outer, String onlyName, Symbol onlySymbol, boolean subroutine) {
        this.outer = outer;
        this.onlyName = onlyName;
        this.onlySymbol = onlySymbol;
        this.subroutine = subroutine;
    }

    static Names outermost() {
        return new Names(null, "", NOBODY, false);
    }

    Names inner() {
        return new Names(this, "", NOBODY, false);
    }

    /** A block that begins with this name. */
    Names inner(String name, Symbol symbol) {
        return new Names(this, name, symbol, false);
    }

    /** The body of a subroutine: of what is outside, only constants can be seen. */
    Names subroutine() {
        return new Names(this, "", NOBODY, true);
    }

    boolean isOutermost() {
        return outer == null;
    }

    @Nullable Symbol find(String name) {
        boolean outside = false;
        for (Names names = this; names != null; names = names.outer) {
            Symbol symbol = names.findHere(name);
            if (symbol != null) {
                return outside ? seenFromInside(symbol) : symbol;
            }
            outside |= names.subroutine;
        }
        return null;
    }

    private static Symbol seenFromInside(Symbol symbol) {
        return switch (symbol) {
            case Symbol.Variable variable when variable.constant() -> symbol;
            case Symbol.Array array when array.constant() -> symbol;
            case Symbol.Broken _ -> symbol;
            default -> new Symbol.Hidden();
        };
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
