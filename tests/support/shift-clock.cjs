// Moves the clock by globalThis.CLOCK_SHIFT_MS. Given to pages as text, loaded in the main process and its threads.
(() => {
  const shift = globalThis.CLOCK_SHIFT_MS ?? Number(globalThis.process?.env?.CLOCK_SHIFT_MS ?? 0);
  if (!shift) return;
  const RealDate = Date;
  class ShiftedDate extends RealDate {
    constructor(...parts) {
      if (parts.length === 0) super(RealDate.now() + shift);
      else super(...parts);
    }
    static now() {
      return RealDate.now() + shift;
    }
  }
  globalThis.Date = new Proxy(ShiftedDate, {
    // Date() without new gives text.
    apply: () => new ShiftedDate().toString(),
  });
})();
