import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkCorrAccount, clientAccountKeyMatches, corrAccountKeyMatches } from './bank';
import { decodeEd807, lookupBank, parseEd807, readBankDirectory } from './bank-directory';

const sample = `<?xml version="1.0" encoding="UTF-8"?>
<ED807 xmlns="urn:cbr-ru:ed:v2.0" EDDate="2026-11-19" BusinessDay="2026-11-20">
  <BICDirectoryEntry BIC="044525225">
    <ParticipantInfo NameP="Банк &quot;Первый&quot; &amp; Ко" Rgn="45" Tnp="г" Nnp="Москва" PtType="20"/>
    <Accounts Account="30101810400000000225" RegulationAccountType="CRSA" AccountStatus="ACAC"/>
  </BICDirectoryEntry>
  <BICDirectoryEntry BIC="044525999">
    <ParticipantInfo NameP="Банк без лицензии" Nnp="Тула"><RstrList Rstr="URRS" RstrDate="2020-01-01"/></ParticipantInfo>
  </BICDirectoryEntry>
</ED807>`;

describe('the directory ED807', () => {
  it('becomes banks by БИК', () => {
    const directory = parseEd807(sample);
    expect(directory).toMatchObject({ asOf: '2026-11-20', complete: true });
    expect(lookupBank(directory!, ' 044525225 ')).toEqual({
      bik: '044525225',
      name: 'Банк "Первый" & Ко',
      city: 'Москва',
      corrAccount: '30101810400000000225',
      revoked: false,
    });
    expect(lookupBank(directory!, '044525999')).toMatchObject({ corrAccount: '', revoked: true });
    expect(lookupBank(directory!, '000000001')).toBeNull();
    expect(lookupBank(directory!, 'constructor')).toBeNull();
  });

  it('is not found in another text', () => {
    expect(parseEd807('<html></html>')).toBeNull();
    expect(readBankDirectory('{"banks": 1}')).toBeNull();
    expect(readBankDirectory('nothing')).toBeNull();
  });

  it('survives its own JSON, without broken rows', () => {
    const directory = parseEd807(sample)!;
    expect(readBankDirectory(JSON.stringify(directory))).toEqual(directory);
    const broken = { ...directory, banks: { ...directory.banks, '044525000': ['name'], x: ['a', 'b', 'c'] } };
    expect(readBankDirectory(JSON.stringify(broken))).toEqual(directory);
  });

  it('is decoded by the encoding it names', () => {
    const head = '<?xml version="1.0" encoding="Windows-1251"?><a>';
    const bytes = new Uint8Array([...new TextEncoder().encode(head), 0xc1, 0xe0, 0xed, 0xea]);
    expect(decodeEd807(bytes)).toBe(`${head}Банк`);
    expect(decodeEd807(new TextEncoder().encode(sample))).toBe(sample);
  });
});

const published = new URL('../../../../shared/data/bik-ed807/20230518_ED807_full.xml', import.meta.url);

describe.skipIf(!existsSync(published))('the published directory of 2023-05-18', () => {
  const read = () => parseEd807(decodeEd807(readFileSync(published)))!;

  it('has its 1627 entries and every account fits its БИК', () => {
    const directory = read();
    const rows = Object.entries(directory.banks);
    expect(directory.asOf).toBe('2023-05-18');
    expect(rows.length).toBe(1627);
    const corr = rows.filter(([, row]) => row[2].startsWith('301'));
    // 91 treasury accounts, of which two bodies have two each.
    const treasury = rows.filter(([, row]) => row[2].startsWith('40102'));
    expect([corr.length, treasury.length]).toEqual([1098, 89]);
    expect(rows.filter(([bik, row]) => checkCorrAccount(row[2], bik) !== null)).toEqual([]);
    expect(corr.every(([bik, row]) => corrAccountKeyMatches(row[2], bik))).toBe(true);
    expect(corr.filter(([bik, row]) => clientAccountKeyMatches(row[2], bik)).length).toBe(86);
  });

  it('knows the banks we ship by the same accounts', () => {
    const directory = read();
    const file = new URL('../../../../resources/data/banks.json', import.meta.url);
    const ours = readBankDirectory(readFileSync(file, 'utf8'))!;
    for (const [bik, row] of Object.entries(ours.banks))
      expect([bik, row[1], row[2]]).toEqual([bik, directory.banks[bik]?.[1], directory.banks[bik]?.[2]]);
  });
});
