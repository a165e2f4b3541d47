/// The letters a to z that stand for the Latin letters with accents and the like.
///
/// Two blocks of code points, 16 to a row and two bytes to each: the letters in lower case, `_` where there are fewer,
/// `__` for a space, `..` for a letter that has no equal and stays. Made from the decompositions of Unicode, with the
/// letters that Unicode does not decompose (ø, ł, đ, æ, œ, ß, þ…) as libraries file them.
enum LatinFolding {
    /// What stands for a code point: one or two lower-case letters, a space, or nil where the code point stays.
    static func letters(for value: UInt32) -> ArraySlice<UInt8>? {
        let cells: [UInt8]
        let place: Int
        switch value {
        case 0xC0...0x24F: (cells, place) = (latin, Int(value - 0xC0) * 2)
        case 0x1E00...0x1EFF: (cells, place) = (additional, Int(value - 0x1E00) * 2)
        default: return nil
        }
        guard place + 1 < cells.count else { return nil }
        switch (cells[place], cells[place + 1]) {
        case (UInt8(ascii: "."), _): return nil
        case (UInt8(ascii: "_"), _): return [UInt8(ascii: " ")]
        case (_, UInt8(ascii: "_")): return cells[place...place]
        default: return cells[place...place + 1]
        }
    }

    /// Latin-1 letters, Latin Extended-A and -B: U+00C0 to U+024F.
    private static let latin = [
        "a_a_a_a_a_a_aec_e_e_e_e_i_i_i_i_",  // U+00C0
        "d_n_o_o_o_o_o___o_u_u_u_u_y_thss",  // U+00D0
        "a_a_a_a_a_a_aec_e_e_e_e_i_i_i_i_",  // U+00E0
        "d_n_o_o_o_o_o___o_u_u_u_u_y_thy_",  // U+00F0
        "a_a_a_a_a_a_c_c_c_c_c_c_c_c_d_d_",  // U+0100
        "d_d_e_e_e_e_e_e_e_e_e_e_g_g_g_g_",  // U+0110
        "g_g_g_g_h_h_h_h_i_i_i_i_i_i_i_i_",  // U+0120
        "i_i_ijijj_j_k_k_k_l_l_l_l_l_l_l_",  // U+0130
        "l_l_l_n_n_n_n_n_n_n_ngngo_o_o_o_",  // U+0140
        "o_o_oeoer_r_r_r_r_r_s_s_s_s_s_s_",  // U+0150
        "s_s_t_t_t_t_t_t_u_u_u_u_u_u_u_u_",  // U+0160
        "u_u_u_u_w_w_y_y_y_z_z_z_z_z_z_s_",  // U+0170
        "b_b_b_b_....o_c_c_d_d_d_d_..e_e_",  // U+0180
        "e_f_f_g_..hv..i_k_k_l_..m_n_n_o_",  // U+0190
        "o_o_oioip_p_..........t_t_t_t_u_",  // U+01A0
        "u_..v_y_y_z_z_................w_",  // U+01B0
        "........dzdzdzljljljnjnjnja_a_i_",  // U+01C0
        "i_o_o_u_u_u_u_u_u_u_u_u_u_e_a_a_",  // U+01D0
        "a_a_aeaeg_g_g_g_k_k_o_o_o_o_....",  // U+01E0
        "j_dzdzdzg_g_hvw_n_n_a_a_aeaeo_o_",  // U+01F0
        "a_a_a_a_e_e_e_e_i_i_i_i_o_o_o_o_",  // U+0200
        "r_r_r_r_u_u_u_u_s_s_t_t_y_y_h_h_",  // U+0210
        "n_d_ououz_z_a_a_e_e_o_o_o_o_o_o_",  // U+0220
        "o_o_y_y_l_n_t_j_dbqpa_c_c_l_t_s_",  // U+0230
        "z_....b_u_..e_e_j_j_q_q_r_r_y_y_",  // U+0240
    ].flatMap(\.utf8)

    /// Latin Extended Additional, with the letters of Vietnamese: U+1E00 to U+1EFF.
    private static let additional = [
        "a_a_b_b_b_b_b_b_c_c_d_d_d_d_d_d_",  // U+1E00
        "d_d_d_d_e_e_e_e_e_e_e_e_e_e_f_f_",  // U+1E10
        "g_g_h_h_h_h_h_h_h_h_h_h_i_i_i_i_",  // U+1E20
        "k_k_k_k_k_k_l_l_l_l_l_l_l_l_m_m_",  // U+1E30
        "m_m_m_m_n_n_n_n_n_n_n_n_o_o_o_o_",  // U+1E40
        "o_o_o_o_p_p_p_p_r_r_r_r_r_r_r_r_",  // U+1E50
        "s_s_s_s_s_s_s_s_s_s_t_t_t_t_t_t_",  // U+1E60
        "t_t_u_u_u_u_u_u_u_u_u_u_v_v_v_v_",  // U+1E70
        "w_w_w_w_w_w_w_w_w_w_x_x_x_x_y_y_",  // U+1E80
        "z_z_z_z_z_z_h_t_w_y_a_s_s_s_ssd_",  // U+1E90
        "a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_",  // U+1EA0
        "a_a_a_a_a_a_a_a_e_e_e_e_e_e_e_e_",  // U+1EB0
        "e_e_e_e_e_e_e_e_i_i_i_i_o_o_o_o_",  // U+1EC0
        "o_o_o_o_o_o_o_o_o_o_o_o_o_o_o_o_",  // U+1ED0
        "o_o_o_o_u_u_u_u_u_u_u_u_u_u_u_u_",  // U+1EE0
        "u_u_y_y_y_y_y_y_y_y_llllv_v_y_y_",  // U+1EF0
    ].flatMap(\.utf8)
}
