import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { DocumentFormat } from '@shared/documents/contract';
import type { DocumentSnapshot, InvoiceSnapshot, Party } from '@shared/documents/snapshot';
import QRCode from 'qrcode';
import { describe, expect, it } from 'vitest';
import { createRenderer } from '../../../src/main/documents/render';
import { docxText, flat, hasPoppler, pdfInfo, pdfPages, unzip } from './reading';
import { contract, invoice, seller, services } from './samples';

const render = createRenderer(fileURLToPath(new URL('../../../resources', import.meta.url)));
const formats: DocumentFormat[] = hasPoppler ? ['docx', 'pdf'] : ['docx'];

async function textOf(snapshot: DocumentSnapshot, format: DocumentFormat): Promise<string> {
  const bytes = await render(snapshot, format);
  return flat(format === 'docx' ? docxText(bytes) : pdfPages(bytes).join('\n'));
}

/** Same letters whatever the layout did to spaces: a pdf breaks a cell's text over lines. */
const letters = (text: string) => text.replace(/\s+/gu, '');

describe.each(formats)('an invoice as %s', (format) => {
  it('shows everything the usual form does', async () => {
    const text = letters(await textOf(invoice, format));
    for (const part of [
      'Внимание! Счёт действителен до 28 ноября 2026 г.',
      'ПАО Сбербанк, г. Москва',
      'Банк получателя',
      '044525225',
      '30101810400000000225',
      '40702810200000012345',
      'ИНН 7707083893',
      'КПП 773601001',
      'Счёт на оплату № А7-000123 от 21 ноября 2026 г.',
      'ООО «Ромашка», ИНН 7707083893, КПП 773601001, 117312, г. Москва',
      'ИП Коваль О. И., ИНН 500100732259, 141006',
      'Договор № 45/2026 от 01.11.2026',
      '8 500,00',
      '85 000,00',
      '2,5',
      'В том числе НДС 22 %:',
      'Всего к оплате:',
      'Всего наименований 3, на сумму 122 000,00 руб.',
      'Сто двадцать две тысячи рублей 00 копеек',
      'Иванов И. И.',
      'Петрова А. С.',
      'Генеральный директор',
    ]) {
      expect(text).toContain(letters(part));
    }
  });

  it('tells «Без НДС», 0 % and prices without VAT apart', async () => {
    const free: InvoiceSnapshot = {
      ...invoice,
      lines: invoice.lines.map((line) => ({ ...line, vatRate: 'none', vat: 0 })),
      totals: { subtotal: 12_200_000, vatByRate: [], vat: 0, total: 12_200_000 },
    };
    const without = letters(await textOf(free, format));
    expect(without).toContain(letters('Без налога (НДС)'));
    expect(without).not.toContain('Втомчисле');

    const zero = letters(
      await textOf(
        {
          ...invoice,
          lines: invoice.lines.map((line) => ({ ...line, vatRate: '0', vat: 0 })),
          totals: { ...free.totals, vatByRate: [{ rate: '0', base: 12_200_000, vat: 0 }] },
        },
        format,
      ),
    );
    expect(zero).toContain(letters('В том числе НДС 0 %:'));

    const net = letters(
      await textOf(
        {
          ...invoice,
          pricesIncludeVat: false,
          totals: {
            subtotal: 10_000_000,
            vatByRate: [
              { rate: '22', base: 9_000_000, vat: 1_980_000 },
              { rate: '10', base: 1_000_000, vat: 100_000 },
            ],
            vat: 2_080_000,
            total: 12_080_000,
          },
        },
        format,
      ),
    );
    expect(net).toContain(letters('Сумма НДС 22 %:'));
    expect(net).toContain(letters('Сумма НДС 10 %:'));
    expect(net).toContain(letters('120 800,00'));
  });

  it('has an entrepreneur sign in person and prints no empty КПП', async () => {
    const own: Party = { ...seller, kind: 'entrepreneur', name: 'ИП Иванов И. И.', kpp: '', accountant: '' };
    const text = letters(await textOf({ ...invoice, seller: own }, format));
    expect(text).toContain('Индивидуальный');
    expect(text).not.toContain('Бухгалтер');
    expect(text).not.toContain('КПП7');
  });
});

describe.each(formats)('a contract as %s', (format) => {
  it('holds the preamble, the terms, both sides and the specification', async () => {
    const text = letters(await textOf(contract, format));
    for (const part of [
      'Договор поставки № 45/2026-А7',
      'г. Москва',
      '21 ноября 2026 г.',
      'в лице генерального директора Иванова Ивана Ивановича, действующего на основании Устава',
      'Индивидуальный предприниматель Коваль Ольга Ивановна, ОГРНИП 304500116000157, именуемая',
      'Предмет договора',
      'Товар по договору: офисная мебель.',
      '122 000,00 руб. (Сто двадцать две тысячи рублей 00 копеек), в том числе НДС 22 % — 22 000,00 руб.',
      'Ответственность Сторон',
      'до 31 декабря 2027 г.',
      'считается продлённым на один год',
      'Приложение № 1 к договору № 45/2026-А7 от 21 ноября 2026 г.',
      'Кресло офисное',
      '/ Иванов И. И. /',
      '/ Коваль О. И. /',
    ]) {
      expect(text).toContain(letters(part));
    }
    expect(text).not.toContain('руб..');
    expect(text).not.toContain('Исполнител');
  });

  it('speaks of services where it is about services', async () => {
    const text = letters(await textOf(services, format));
    expect(text).toContain(letters('Договор возмездного оказания услуг № 46/2026-А7'));
    expect(text).toContain(letters('Стоимость Услуг составляет 15 000 (пятнадцать тысяч) рублей в месяц.'));
    expect(text).toContain(letters('НДС не облагается в связи с применением УСН (ст. 346.11 НК РФ).'));
    expect(text).not.toContain('Поставщик');
    expect(text).not.toContain('продлённым');
    expect(text).not.toContain('Спецификация');
  });
});

describe('the payment code', () => {
  it('is in the file module by module, quiet zone included', async () => {
    const png = unzip(await render(invoice, 'docx'));
    const name = [...png.keys()].find((file) => file.startsWith('word/media/') && file.endsWith('.png'));
    const { PNG } = createRequire(createRequire(import.meta.url).resolve('qrcode'))('pngjs');
    const picture = PNG.sync.read(png.get(name ?? ''));
    const code = QRCode.create([{ data: new TextEncoder().encode(invoice.paymentQr), mode: 'byte' }], {
      errorCorrectionLevel: 'M',
    });
    const { size } = code.modules;
    const scale = picture.width / (size + 8);
    expect(Number.isInteger(scale)).toBe(true);
    for (let y = -4; y < size + 4; y += 1) {
      for (let x = -4; x < size + 4; x += 1) {
        const inside = x >= 0 && y >= 0 && x < size && y < size;
        const dark = picture.data[((y + 4) * scale * picture.width + (x + 4) * scale) * 4] < 128;
        expect(dark).toBe(inside && code.modules.get(y, x) === 1);
      }
    }
    // 107.7 pt with the quiet zone: the symbol itself is at least 30 mm.
    expect((107.7 / 72) * 25.4 * (size / (size + 8))).toBeGreaterThan(30);
  });

  it('is left out where there is none or it cannot fit', async () => {
    for (const paymentQr of ['', `ST00012|Name=${'я'.repeat(2000)}`]) {
      const files = unzip(await render({ ...invoice, paymentQr }, 'docx'));
      expect([...files.keys()].some((file) => file.endsWith('.png'))).toBe(false);
      expect((await render({ ...invoice, paymentQr }, 'pdf')).length).toBeGreaterThan(10_000);
    }
  });
});

describe('long and strange content', () => {
  const many: InvoiceSnapshot = {
    ...invoice,
    lines: Array.from({ length: 100 }, (_, at) => ({
      ...(invoice.lines[0] ?? { article: '', unit: '' }),
      name: `Товар номер ${at + 1} с названием, которое занимает не одну строку таблицы`,
    })) as InvoiceSnapshot['lines'],
  };

  it('repeats the header on every page', async () => {
    const xml =
      unzip(await render(many, 'docx'))
        .get('word/document.xml')
        ?.toString('utf8') ?? '';
    expect(xml.match(/<w:tblHeader\/>/gu)).toHaveLength(1);
    const bytes = await render(many, 'pdf');
    if (!hasPoppler) return;
    const pages = pdfPages(bytes);
    expect(pages.length).toBeGreaterThan(2);
    for (const [at, page] of pages.entries()) {
      if (page.includes('Товар номер')) expect(page).toContain('Кол-во');
      expect(page).toContain(`страница ${at + 1} из ${pages.length}`);
    }
    expect(flat(pages.join(' '))).toContain('Товар номер 100');
  });

  it.each([
    ['a picture', 'ООО «Солнце 😀👨‍👩‍👧🇷🇺»'],
    ['direction marks', 'ООО \u202e«Тест»\u202c\u200f\u2067'],
    ['markup', '<script>alert("1")</script> & ]]> \\u0000'],
    ['controls', 'ООО\u0000\u0001\u0008\u000b «Ноль»\ud800'],
    ['foreign letters', 'شركة 株式会社 ქართული हिन्दी'],
    ['10,000 letters without a space', 'Щ'.repeat(10_000)],
    ['10,000 letters in words', 'слово '.repeat(1666)],
  ])('survives %s in every name', async (_what, name) => {
    const party: Party = { ...seller, name, fullName: name };
    const line = { ...invoice.lines[0], name: name.slice(0, 2000) } as InvoiceSnapshot['lines'][number];
    const odd: InvoiceSnapshot = { ...invoice, seller: party, buyer: party, lines: [line, line] };
    const agreement = { ...contract, supplier: party, customer: party, preamble: name, lines: [line] };
    for (const snapshot of [odd, agreement]) {
      const files = unzip(await render(snapshot, 'docx'));
      const xml = files.get('word/document.xml')?.toString('utf8') ?? '';
      // biome-ignore lint/suspicious/noControlCharactersInRegex: what XML 1.0 refuses
      expect(xml).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}|\p{Cf}/u);
      expect(xml).not.toContain('<script>');
      const pdf = await render(snapshot, 'pdf');
      expect(Buffer.from(pdf.subarray(0, 5)).toString()).toBe('%PDF-');
      if (hasPoppler) expect(Number(pdfInfo(pdf).get('Pages'))).toBeGreaterThan(0);
    }
  });

  it('prints a visible mark for a letter the font lacks and nothing for a picture', async () => {
    if (!hasPoppler) return;
    const party: Party = { ...seller, name: 'ООО «Ab株😀ё№₽»', fullName: '' };
    expect(flat(pdfPages(await render({ ...invoice, seller: party }, 'pdf')).join(' '))).toContain(
      'ООО «Ab?ё№₽»',
    );
  });

  it('carries its title and author, fonts embedded', async () => {
    const core =
      unzip(await render(invoice, 'docx'))
        .get('docProps/core.xml')
        ?.toString('utf8') ?? '';
    expect(flat(core.replaceAll('\u00a0', ' '))).toContain('Счёт на оплату № А7-000123 от 21 ноября 2026 г.');
    expect(core).toContain('ООО «Ромашка»');
    const pdf = await render(invoice, 'pdf');
    expect(Buffer.from(pdf).toString('latin1')).toContain('/FontFile2');
    if (!hasPoppler) return;
    const info = pdfInfo(pdf);
    expect(info.get('Title')?.replaceAll('\u00a0', ' ')).toBe(
      'Счёт на оплату № А7-000123 от 21 ноября 2026 г.',
    );
    expect(info.get('Author')).toBe('ООО «Ромашка»');
    expect(info.get('Pages')).toBe('1');
  });

  it('refuses what is not a snapshot', async () => {
    await expect(render({ type: 'invoice' } as never, 'pdf')).rejects.toMatchObject({
      code: 'invalid-input',
    });
    await expect(render(null as never, 'docx')).rejects.toMatchObject({ code: 'invalid-input' });
  });

  it('says so when the fonts are not there', async () => {
    await expect(createRenderer('/nowhere')(invoice, 'pdf')).rejects.toMatchObject({
      code: 'document-render-failed',
    });
  });
});
