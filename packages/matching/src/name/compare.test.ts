import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareNames } from './compare.js';

const levelOf = (a: string, b: string) => compareNames(a, b).reasons[0]?.level;

describe('Chinese against Chinese', () => {
  it.each([
    ['王小明', '王小明', 'equal'],
    ['陳國華', '陈国华', 'equal_after_folding'],
    ['阿卜杜拉·买买提', '阿卜杜拉买买提', 'equal_after_folding'],
    ['王小明', '小明王', 'reordered'],
    ['刘文', '文刘', 'reordered'],
    ['欧阳娜娜', '娜娜欧阳', 'reordered'],
    ['阿卜杜拉·买买提', '买买提·阿卜杜拉', 'reordered'],
    ['王小明', '王晓明', 'homophone'],
    ['张伟', '章伟', 'homophone'],
    ['曾国', '增国', 'homophone'],
    ['戴明己', '戴明已', 'look_alike'],
    ['付俊', '傅峻', 'homophone'],
    ['王小明', '王小亮', 'one_character'],
    ['王小明', '王明', 'character_left_out'],
    ['李亮', '李亮亮', 'character_left_out'],
    ['陈国德', '陈阿德', 'character_left_out'],
    ['陈李美玲', '李美玲', 'initials'],
    ['王杨霞', '杨霞', 'initials'],
    ['王小明', '李小明', 'given_only'],
    ['陈林', '程林', 'near_sound'],
    ['王兰', '王南', 'near_sound'],
    ['胡明', '符明', 'near_sound'],
    ['张江', '张汪', 'look_alike'],
    ['王晴', '王睛', 'look_alike'],
    ['江伟', '红伟', 'look_alike'],
    ['王玥', '王王月', 'written_apart'],
    ['王喆明', '王zhe明', 'written_apart'],
    ['葉寶祥', '謝寶祥', 'given_only'],
    ['阿卜杜拉·买买提', '阿卜杜热·买买提', 'near'],
    ['王小明', '王建国', 'family_only'],
    ['王小明', '李建国', 'different'],
    ['王小明', '', 'missing'],
    ['😀', '王小明', 'missing'],
  ])('%s and %s: %s', (a, b, level) => {
    expect(levelOf(a, b)).toBe(level);
    expect(levelOf(b, a)).toBe(level);
  });
});

describe('Chinese against Latin letters', () => {
  it.each([
    ['王小明', 'Wang Xiaoming'],
    ['王小明', 'XIAOMING WANG'],
    ['王小明', 'wangxiaoming'],
    ['王小明', 'Wang, Xiao-Ming'],
    ['王小明', 'Xiao Ming Wang'],
    ['吕绿', 'Lyu Lv'],
    ['吕绿', 'Lü Lü'],
    ['孟淳郁', 'Meng Chunyu'],
    ['潘筠', 'panyun'],
    ['张吕', 'zhanglyu'],
    ['单雄信', 'Shan Xiongxin'],
    ['曾乐', 'Zeng Yue'],
    ['曾乐', 'Le Zeng'],
    ['欧阳娜娜', 'Nana Ouyang'],
    ['西安', "Xi'an"],
    ['黄大明', 'Wong Tai Ming'],
    ['谢志伟', 'Hsieh Chih-wei'],
    ['陳國華', 'CHAN Kwok Wah'],
    ['陈国华', 'Peter Chan Kwok Wah'],
    ['陈文福', 'Tan Boon Hock'],
    ['蔡美玲', 'Chua Bee Leng'],
    ['廖志伟', 'Liew Chee Wai'],
    ['许淑惠', 'Hsu Shu-hui'],
    ['徐淑惠', 'Syu Shu-huei'],
    ['梁耀祥', 'LEUNG Yiu Cheung'],
    ['阮文英', 'Nguyễn Văn Anh'],
    ['김민준', 'Kim Min-jun'],
    ['박은영', 'Eun Young Park'],
  ])('%s is %s', (chinese, latin) => {
    expect(levelOf(chinese, latin)).toBe('romanised');
    expect(levelOf(latin, chinese)).toBe('romanised');
  });

  it.each([
    ['王小明', 'X. M. Wang', 'initials'],
    ['王小明', 'Wang XM', 'initials'],
    ['王小明', 'Wang Xiaomin', 'near'],
    ['王小明', 'Wang Xiaomimg', 'near'],
    ['潘华韵', 'PAN HUYAUN', 'near'],
    ['陈小明', 'Cheng Xiaoming', 'near'],
    ['张玉元', 'Lin Yuyuan', 'different'],
    ['金正恩', '김정은', 'romanised'],
    ['王小明', 'Wang Jianguo', 'family_only'],
    ['王小明', 'John Smith', 'different'],
    ['王小明 Wang Xiaoming', 'Wang Xiaoming', 'initials'],
  ])('%s and %s: %s', (chinese, latin, level) => {
    expect(levelOf(chinese, latin)).toBe(level);
  });
});

describe('Latin and Cyrillic letters', () => {
  it.each([
    ['John Smith', 'JOHN  SMITH', 'equal_after_folding'],
    ['John Smith', 'Smith, John', 'reordered'],
    ['José Müller', 'Jose Muller', 'equal_after_folding'],
    ['John Ronald Smith', 'J. R. Smith', 'initials'],
    ['John Smith', 'John William Smith', 'initials'],
    ['Ludwig van Beethoven', 'Ludwig Beethoven', 'equal_after_folding'],
    ['Jonathan Smith', 'Jonathon Smith', 'other_spelling'],
    ['Jonathan Smith', 'Jonatahn Smiht', 'near'],
    ['John Smith', 'John Brown', 'partial'],
    ['John Smith', 'Maria Garcia', 'different'],
    ['Владимир Петров', 'Vladimir Petrov', 'romanised'],
    ['Сергей Юрьевич Щукин', 'Sergey Yuryevich Schukin', 'romanised'],
    ['محمد علي', 'Mohammed Ali', 'romanised'],
    ['Muhammad Yusuf', 'Mohamed Youssef', 'other_spelling'],
    ['Abdul Rahman Said', 'Abdulrahman Said', 'reordered'],
    ['Wong Siu Ming', 'Wang Xiaoming', 'other_spelling'],
    ['Ivan Petrovich Sidorov', 'Ivan Ivanovich Sidorov', 'partial'],
    ['Lê Đức Tuấn', 'Nguyễn Đức Tuấn', 'partial'],
    ['Muhammad', 'Muhammad Ali', 'partial'],
    ['Wang Xiaoming', 'wangxiaoming', 'reordered'],
  ])('%s and %s: %s', (a, b, level) => {
    expect(levelOf(a, b)).toBe(level);
    expect(levelOf(b, a)).toBe(level);
  });
});

describe('whatever is compared', () => {
  const anyName = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 80 }),
    fc.string({ unit: fc.constantFrom(...'王李小明伟·单曾 ') }),
    fc.string({ unit: fc.constantFrom(...'wangli xm-,') }),
  );

  it('scores between 0 and 1, alike from both sides', () => {
    fc.assert(
      fc.property(anyName, anyName, (a, b) => {
        const { score } = compareNames(a, b);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
        expect(levelOf(b, a)).toBe(levelOf(a, b));
      }),
    );
  });

  it('a name with a letter is equal to itself', () => {
    fc.assert(
      fc.property(anyName, (name) => {
        expect(['equal', 'missing']).toContain(levelOf(name, name));
      }),
    );
  });
});
